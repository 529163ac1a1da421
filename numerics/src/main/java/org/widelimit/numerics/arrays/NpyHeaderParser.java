package org.widelimit.numerics.arrays;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.widelimit.numerics.InputException;

/**
 * Parser of the one Python literal that a header may be. Strict: nothing is evaluated, and what is not in this grammar is
 * refused.
 *
 * <pre>
 *   header = '{' [ string ':' value { ',' string ':' value } [ ',' ] ] '}'
 *   value  = string | 'True' | 'False' | tuple
 *   tuple  = '(' ')' | '(' integer ',' ')' | '(' integer { ',' integer } [ ',' ] ')'
 *   string = ''' characters ''' | '"' characters '"'      without backslashes
 * </pre>
 *
 * Blanks and line ends may stand between tokens. A list begins a structured type, which is refused by that name.
 */
final class NpyHeaderParser {

    private static final int MAX_DIGITS = 18;
    private static final int EXCERPT = 40;

    private final String text;
    private final String where;
    private int at;

    NpyHeaderParser(String text, String where) {
        this.text = text;
        this.where = where;
    }

    /** A tuple of integers. */
    record Tuple(List<Long> items) {}

    /** The dict: values are String, Boolean or {@link Tuple}, in the order of the text. */
    Map<String, Object> dict() {
        Map<String, Object> dict = new LinkedHashMap<>();
        expect('{');
        while (!take('}')) {
            String key = string();
            expect(':');
            Object value = value(key);
            if (dict.put(key, value) != null) {
                throw malformed("each key once, found '" + key + "' twice");
            }
            if (!take(',')) {
                expect('}');
                break;
            }
        }
        skipBlanks();
        if (at != text.length()) {
            throw unexpected("nothing after the closing brace");
        }
        return dict;
    }

    private Object value(String key) {
        skipBlanks();
        char c = peek();
        if (c == '\'' || c == '"') {
            return string();
        }
        if (c == '(') {
            return tuple();
        }
        if (c == '[' && key.equals("descr")) {
            throw NpyType.refused("a structured type", where);
        }
        if (takeWord("True")) {
            return true;
        }
        if (takeWord("False")) {
            return false;
        }
        throw unexpected("a string, True, False or a tuple");
    }

    private Tuple tuple() {
        List<Long> items = new ArrayList<>();
        expect('(');
        boolean comma = true;
        while (!take(')')) {
            if (!comma) {
                throw unexpected("',' or ')'");
            }
            items.add(integer());
            comma = take(',');
        }
        if (items.size() == 1 && !comma) {
            throw malformed("a tuple, found a number in parentheses");
        }
        return new Tuple(List.copyOf(items));
    }

    private long integer() {
        skipBlanks();
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int length = at - digits;
        if (length == 0 || length > MAX_DIGITS || (length > 1 && text.charAt(digits) == '0')) {
            at = start;
            throw unexpected("an integer of at most " + MAX_DIGITS + " digits");
        }
        long value = Long.parseLong(text, start, at, 10);
        if (peek() == 'L') {
            at++; // Python 2 marked its long integers
        }
        return value;
    }

    private String string() {
        skipBlanks();
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw unexpected("a quoted string");
        }
        int end = text.indexOf(quote, at + 1);
        int escape = text.indexOf('\\', at + 1);
        if (end < 0 || (escape >= 0 && escape < end)) {
            throw unexpected("a string that ends, without backslashes");
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private boolean takeWord(String word) {
        boolean found = text.startsWith(word, at);
        if (found) {
            at += word.length();
        }
        return found;
    }

    private boolean take(char c) {
        skipBlanks();
        boolean found = peek() == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') {
            at++;
        }
    }

    /** The next character; NUL at the end, which nothing accepts. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private InputException unexpected(String expected) {
        String rest = text.substring(at, Math.min(text.length(), at + EXCERPT)).strip();
        return malformed(
                expected + " at character " + at + ", found " + (rest.isEmpty() ? "the end" : "'" + rest + "'"));
    }

    private InputException malformed(String expected) {
        return new InputException(where + ": malformed .npy header: expected " + expected);
    }
}
