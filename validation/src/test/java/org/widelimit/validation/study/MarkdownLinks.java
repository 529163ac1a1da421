package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Links and anchors of a page of Markdown, as GitHub has them. */
final class MarkdownLinks {

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]+`");
    private static final Pattern INLINE = Pattern.compile("]\\(([^()\\s]+)\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[([^\\]]+)]: (\\S+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    private MarkdownLinks() {}

    /** The text without code, which holds no links. */
    static String prose(String page) {
        return CODE.matcher(page).replaceAll("");
    }

    /** Where the links of a page lead, in their order. */
    static List<String> targets(String page) {
        String prose = prose(page);
        List<String> targets = new ArrayList<>(
                INLINE.matcher(prose).results().map(link -> link.group(1)).toList());
        targets.addAll(definitions(page).values());
        return targets;
    }

    /** The definitions at the end of a page, {@code [label]: target}. */
    static Map<String, String> definitions(String page) {
        Map<String, String> definitions = new LinkedHashMap<>();
        DEFINITION.matcher(prose(page)).results().forEach(found -> definitions.put(found.group(1), found.group(2)));
        return definitions;
    }

    /** The anchors of a page's headings, in their order, equal ones as often as there are. */
    static List<String> anchors(String page) {
        String text = Pattern.compile("(?ms)^```.*?^```$").matcher(page).replaceAll("");
        return HEADING.matcher(text)
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    /** The anchor of a heading: small letters, digits, hyphens and underscores, a hyphen for each space. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
