package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Source.Origin;
import org.widelimit.validation.report.Verdict;

/** docs/findings.md lists every printed statement under its verdict, and its ids lead to the catalogue. */
class FindingsTest {

    private static final Catalogue CATALOGUE = StandardCatalogue.load();
    private static final Pattern LINK = Pattern.compile("\\[([a-z]+/[A-Za-z0-9.-]+)]");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    private static String page = "";

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "findings.md"));
    }

    @Test
    void printedStatementsThatHold() {
        assertThat(listed("## Printed statements that hold"))
                .containsExactlyInAnyOrderElementsOf(printed(Verdict.SUPPORTED));
    }

    @Test
    void printedStatementsThatDoNotHold() {
        assertThat(listed("## Printed statements that do not hold"))
                .containsExactlyInAnyOrderElementsOf(printed(Verdict.REFUTED));
    }

    private static List<String> printed(Verdict expected) {
        return CATALOGUE.claims().stream()
                .map(Claim::card)
                .filter(card -> card.source().origin() == Origin.PRINTED && card.expected() == expected)
                .map(card -> card.id())
                .toList();
    }

    /** The ids in the first column of the first table below a heading. */
    private static List<String> listed(String heading) {
        return rows(heading).flatMap(row -> links(row.split("\\|")[1]).stream()).toList();
    }

    private static Stream<String> rows(String heading) {
        return page.lines()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2);
    }

    private static List<String> links(String text) {
        return LINK.matcher(text).results().map(link -> link.group(1)).toList();
    }

    @Test
    void everyOpenPointHasAState() {
        List<String> rows = Stream.of(
                        "### Graphon limits of pruning masks",
                        "### Two stages of a transformer's training",
                        "### Tasks that share parameters")
                .flatMap(FindingsTest::rows)
                .toList();
        assertThat(rows.stream().map(row -> row.substring(2, 4)))
                .contains("a)", "b)", "c)", "d)", "e)", "f)", "g)", "h)", "i)", "j)", "k)", "l)");
        for (String row : rows) {
            String[] cells = row.split("\\|");
            assertThat(cells[2]).as(row).matches(" (settled.*|in part|open) ");
            if (cells[2].startsWith(" settled")) {
                assertThat(links(cells[4])).as(row).isNotEmpty();
            }
        }
    }

    @Test
    void everyIdLeadsToItsClaim() {
        List<String> ids =
                CATALOGUE.claims().stream().map(claim -> claim.card().id()).toList();
        assertThat(CODE.matcher(page).results().map(code -> code.group(1)))
                .as("ids that are no links")
                .doesNotContainAnyElementsOf(ids);
        assertThat(MarkdownLinks.definitions(page).keySet())
                .isSubsetOf(ids)
                .containsAll(links(MarkdownLinks.prose(page)));
        MarkdownLinks.definitions(page)
                .forEach((id, target) -> assertThat(target).isEqualTo("catalogue.md#" + MarkdownLinks.anchor(id)));
    }

    @Test
    void everyClaimHasAnAnchorOfItsOwn() {
        assertThat(MarkdownLinks.anchors(CatalogueMarkdown.of(CATALOGUE)))
                .doesNotHaveDuplicates()
                .contains("graphonc3-printed", "flow10-rank", "ntkmtln5-overlap-lives");
    }
}
