package org.widelimit.validation.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML element by element; text and attribute values are data and always escaped. */
final class Html {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes come in pairs of name and value. */
    Html open(String name, String... attributes) {
        startTag(name, attributes);
        open.push(name);
        return this;
    }

    /** Closes the innermost open element. */
    Html close() {
        out.append("</").append(open.pop()).append(">");
        if (!isInline()) {
            out.append('\n');
        }
        return this;
    }

    /** Within a paragraph or a label white space would show. */
    private boolean isInline() {
        String parent = open.peek();
        return parent != null
                && (parent.equals("p") || parent.equals("span") || parent.equals("a") || parent.equals("button"));
    }

    /** Escaped text. */
    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with nothing but escaped text inside. */
    Html element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    /** An element that has no end tag. */
    Html single(String name, String... attributes) {
        startTag(name, attributes);
        return this;
    }

    /** Markup made elsewhere by this package. */
    Html markup(String markup) {
        out.append(markup);
        return this;
    }

    private void startTag(String name, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("expected pairs of attribute and value in <" + name + ">");
        }
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements left open: " + open);
        }
        return out.toString();
    }

    /**
     * The text with the five special characters as references. Control characters and halves of surrogate pairs, which neither
     * HTML nor XML has a place for, are dropped.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().filter(Html::isAllowed).forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        boolean space = c == '\n' || c == '\t';
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return space || !(Character.isISOControl(c) || half || c == 0xFFFE || c == 0xFFFF);
    }
}
