package org.widelimit.validation.report;

import org.jspecify.annotations.Nullable;

/**
 * Formulas: a small subset of TeX to MathML Core, which browsers draw by themselves.
 *
 * <p>Letters (one identifier each), numbers, operators, {@code ^}, {@code _}, {@code '}, groups; Greek letters and the usual
 * relations and operators; {@code \frac}, {@code \sqrt}, {@code \sum}, {@code \prod}, {@code \int}, {@code \max} and the
 * like with their limits; {@code \left}, {@code \right} and bars; accents; {@code \text}, {@code \mathrm},
 * {@code \operatorname}, {@code \mathbf}, {@code \mathcal}, {@code \mathbb}; spaces. There are no macros and no matrices.
 */
public final class TexMath {

    private static final int MAX_DEPTH = 50;

    private final String tex;
    private int at;
    private int depth;

    private TexMath(String tex) {
        this.tex = tex;
    }

    /**
     * The formula as a {@code <math>} element in display style, with the TeX source as annotation.
     *
     * @throws IllegalArgumentException when the text is outside the subset; the message names the place
     */
    public static String toMathMl(String tex) {
        TexMath parser = new TexMath(tex);
        String body = parser.sequence(null);
        return "<math display=\"block\"><semantics><mrow>" + body + "</mrow><annotation encoding=\"application/x-tex\">"
                + Html.escape(tex) + "</annotation></semantics></math>";
    }

    /** Items up to a closing brace, bracket or {@code \right}, which stays unread; up to the end when null. */
    private String sequence(@Nullable String end) {
        if (++depth > MAX_DEPTH) {
            throw wrong("expected at most " + MAX_DEPTH + " nested groups");
        }
        String items = items(end);
        depth--;
        return items;
    }

    private String items(@Nullable String end) {
        StringBuilder items = new StringBuilder();
        while (true) {
            skipSpace();
            if (at == tex.length()) {
                if (end != null) {
                    throw wrong("expected " + end + ", found the end");
                }
                return items.toString();
            }
            if (end != null && isAt(end)) {
                return items.toString();
            }
            items.append(scripted());
        }
    }

    /** {@code \rightarrow} begins like {@code \right} and is none. */
    private boolean isAt(String end) {
        return tex.startsWith(end, at)
                && (end.charAt(0) != '\\' || commandAt(at + 1).length() == end.length() - 1);
    }

    private String scripted() {
        boolean limits = startsWithLimits();
        String base = atom();
        String below = null;
        String above = null;
        while (true) {
            skipSpace();
            char c = peek();
            if (c == '_' && below == null) {
                at++;
                below = argument();
            } else if (c == '^' && above == null) {
                at++;
                above = argument();
            } else if (c == '\'' && above == null) {
                above = primes();
            } else {
                return scripts(base, below, above, limits);
            }
        }
    }

    private static String scripts(String base, @Nullable String below, @Nullable String above, boolean limits) {
        if (below != null && above != null) {
            String name = limits ? "munderover" : "msubsup";
            return wrap(name, base + below + above);
        }
        if (below != null) {
            return wrap(limits ? "munder" : "msub", base + below);
        }
        return above == null ? base : wrap(limits ? "mover" : "msup", base + above);
    }

    private boolean startsWithLimits() {
        String command = peek() == '\\' ? commandAt(at + 1) : "";
        return TexSymbols.LARGE.containsKey(command) || TexSymbols.LIMIT_FUNCTIONS.contains(command);
    }

    private String primes() {
        StringBuilder marks = new StringBuilder();
        while (peek() == '\'') {
            marks.append('′');
            at++;
        }
        return wrap("mo", marks.toString());
    }

    /** One group, one command or, as in TeX, one character: {@code \frac12} is a half. */
    private String argument() {
        skipSpace();
        char c = peek();
        if (c == '^' || c == '_') {
            throw wrong("expected an argument");
        }
        if (Character.isDigit(c)) {
            at++;
            return wrap("mn", Character.toString(c));
        }
        return atom();
    }

    private String atom() {
        char c = peek();
        if (c == '{') {
            return wrap("mrow", braced());
        }
        if (c == '\\') {
            at++;
            String command = commandAt(at);
            at += command.length();
            return command(command);
        }
        if (Character.isDigit(c)) {
            return number();
        }
        if (c == '}' || c == '^' || c == '_' || c == '&' || c == '$' || c == '#' || c == '%' || c == 0) {
            throw wrong("expected a symbol");
        }
        int codePoint = tex.codePointAt(at);
        at += Character.charCount(codePoint);
        String symbol = Character.toString(codePoint);
        return Character.isLetter(codePoint) ? identifier(symbol) : operator(symbol);
    }

    private String number() {
        int from = at;
        while (Character.isDigit(peek())
                || (peek() == '.' && at + 1 < tex.length() && Character.isDigit(tex.charAt(at + 1)))) {
            at++;
        }
        return wrap("mn", tex.substring(from, at));
    }

    private String command(String name) {
        if (TexSymbols.IDENTIFIERS.containsKey(name)) {
            return identifier(TexSymbols.IDENTIFIERS.get(name));
        }
        if (TexSymbols.OPERATORS.containsKey(name)) {
            return operator(TexSymbols.OPERATORS.get(name));
        }
        if (TexSymbols.FENCES.containsKey(name)) {
            return operator(TexSymbols.FENCES.get(name));
        }
        if (TexSymbols.LARGE.containsKey(name)) {
            return large(TexSymbols.LARGE.get(name));
        }
        if (TexSymbols.INTEGRALS.containsKey(name)) {
            return large(TexSymbols.INTEGRALS.get(name));
        }
        if (TexSymbols.FUNCTIONS.contains(name)) {
            return function(name);
        }
        if (TexSymbols.LIMIT_FUNCTIONS.contains(name)) {
            return "<mo lspace=\"0\" rspace=\"0.167em\">" + name + "</mo>";
        }
        if (TexSymbols.SPACES.containsKey(name)) {
            return "<mspace width=\"" + TexSymbols.SPACES.get(name) + "\"></mspace>";
        }
        if (name.isEmpty()) {
            throw wrong("expected a command");
        }
        if (name.isBlank()) {
            return "<mspace width=\"0.333em\"></mspace>";
        }
        return TexSymbols.SIZES.contains(name) ? "" : structure(name);
    }

    private String structure(String name) {
        switch (name) {
            case "frac", "tfrac", "dfrac" -> {
                return wrap("mfrac", argument() + argument());
            }
            case "sqrt" -> {
                return root();
            }
            case "left" -> {
                return fenced();
            }
            case "text", "textrm" -> {
                return wrap("mtext", Html.escape(bracedText()));
            }
            case "mathrm" -> {
                return upright(bracedText());
            }
            case "operatorname" -> {
                return function(Html.escape(bracedText()));
            }
            case "mathbb", "mathcal", "mathbf" -> {
                return styled(name, bracedText());
            }
            default -> {
                String accent = TexSymbols.ACCENTS.get(name);
                if (accent == null) {
                    throw wrong("expected a command of the subset, found \\" + name);
                }
                return "<mover accent=\"true\">" + argument() + "<mo stretchy=\"" + isStretchy(name) + "\">" + accent
                        + "</mo></mover>";
            }
        }
    }

    private static boolean isStretchy(String accent) {
        return accent.startsWith("wide") || accent.equals("overline");
    }

    private String root() {
        skipSpace();
        if (peek() != '[') {
            return wrap("msqrt", argument());
        }
        at++;
        String index = wrap("mrow", sequence("]"));
        at++;
        return wrap("mroot", argument() + index);
    }

    private String fenced() {
        String left = delimiter();
        String inside = sequence("\\right");
        at += "\\right".length();
        return wrap("mrow", fence(left, "prefix") + inside + fence(delimiter(), "postfix"));
    }

    private static String fence(String symbol, String form) {
        return symbol.equals(".")
                ? ""
                : "<mo fence=\"true\" stretchy=\"true\" form=\"" + form + "\">" + Html.escape(symbol) + "</mo>";
    }

    private String delimiter() {
        skipSpace();
        if (at == tex.length()) {
            throw wrong("expected a delimiter");
        }
        if (peek() != '\\') {
            return Character.toString(tex.charAt(at++));
        }
        String name = commandAt(at + 1);
        String symbol = TexSymbols.FENCES.get(name);
        if (symbol == null) {
            throw wrong("expected a delimiter");
        }
        at += 1 + name.length();
        return symbol;
    }

    private String braced() {
        at++;
        String inside = sequence("}");
        at++;
        return inside;
    }

    private String bracedText() {
        skipSpace();
        int end = tex.indexOf('}', at);
        if (peek() != '{' || end < 0) {
            throw wrong("expected a text in braces");
        }
        String words = tex.substring(at + 1, end);
        at = end + 1;
        return words;
    }

    /** A function name stands off from an argument that follows without brackets. */
    private String function(String name) {
        skipSpace();
        boolean close = at == tex.length() || "([{}^_,)=|".indexOf(peek()) >= 0 || tex.startsWith("\\left", at);
        return wrap("mi", name) + (close ? "" : "<mspace width=\"0.167em\"></mspace>");
    }

    private static String upright(String words) {
        return words.codePointCount(0, words.length()) == 1
                ? "<mi mathvariant=\"normal\">" + Html.escape(words) + "</mi>"
                : wrap("mi", Html.escape(words));
    }

    private String styled(String alphabet, String letters) {
        int[] first = TexSymbols.ALPHABETS.get(alphabet);
        StringBuilder styled = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            String old = TexSymbols.OLD_LETTERS.get(alphabet + c);
            if (old != null) {
                styled.append(old);
            } else if (first != null && c >= 'A' && c <= 'Z') {
                styled.appendCodePoint(first[0] + c - 'A');
            } else if (first != null && c >= 'a' && c <= 'z') {
                styled.appendCodePoint(first[1] + c - 'a');
            } else {
                throw wrong("expected Latin letters in \\" + alphabet);
            }
        }
        return wrap("mi", styled.toString());
    }

    private static String identifier(String symbol) {
        return wrap("mi", Html.escape(symbol));
    }

    private static String operator(String symbol) {
        return switch (symbol) {
            case "-" -> wrap("mo", "−");
            case "(", ")", "[", "]", "{", "}" -> "<mo stretchy=\"false\">" + symbol + "</mo>";
            case "|", "‖" -> "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">" + symbol + "</mo>";
            default -> wrap("mo", Html.escape(symbol));
        };
    }

    /** The class lets the page enlarge the sign where the reader's system has no font for mathematics. */
    private static String large(String symbol) {
        return "<mo class=\"large\">" + symbol + "</mo>";
    }

    private static String wrap(String name, String inside) {
        return "<" + name + ">" + inside + "</" + name + ">";
    }

    /** The name after a backslash: letters, or one other character. */
    private String commandAt(int from) {
        int to = from;
        while (to < tex.length() && isLatin(tex.charAt(to))) {
            to++;
        }
        if (to == from && from < tex.length()) {
            to++;
        }
        return tex.substring(Math.min(from, tex.length()), to);
    }

    private static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void skipSpace() {
        while (at < tex.length() && Character.isWhitespace(tex.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        return at < tex.length() ? tex.charAt(at) : 0;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at character " + at + " of the formula " + tex);
    }
}
