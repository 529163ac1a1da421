package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documentation lead to files and headings that are there. */
class DocumentLinksTest {

    private static final Path ROOT = Path.of("..");

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("benchmarks"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        assertThat(broken(document, Files.readString(document))).isEmpty();
    }

    /** The links of a document that lead nowhere; those out of the repository are not followed. */
    private static List<String> broken(Path document, String text) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String target : MarkdownLinks.targets(text)) {
            int hash = target.indexOf('#');
            String path = hash < 0 ? target : target.substring(0, hash);
            if (target.startsWith("https:")) {
                continue;
            }
            Path file = path.isEmpty() ? document : document.resolveSibling(path);
            if (!Files.exists(file)
                    || hash >= 0
                            && !MarkdownLinks.anchors(Files.readString(file)).contains(target.substring(hash + 1))) {
                broken.add(target);
            }
        }
        return broken;
    }

    @Test
    void brokenOnesAreFound() throws IOException {
        Path page = ROOT.resolve("docs/page.md");
        String text =
                "[a](catalogue.md) [b](catalogue.md#graphonc1) [c](no.md) [d](catalogue.md#graphonc0) `[e](no.md)`\n"
                        + "```\n[f](no.md)\n```\n[g](https://example.org/no) [`h`](../README.md)\n\n[i]: catalogue.md#flow0\n";
        assertThat(broken(page, text)).containsExactly("no.md", "catalogue.md#graphonc0", "catalogue.md#flow0");
    }

    @Test
    void everyPageOfTheDocumentationIsLinkedFromTheFirstOne() throws IOException {
        List<String> linked = MarkdownLinks.targets(Files.readString(ROOT.resolve("README.md")));
        assertThat(documents().stream()
                        .filter(page -> page.getParent().endsWith("docs"))
                        .map(page -> "docs/" + page.getFileName()))
                .isNotEmpty()
                .allMatch(linked::contains);
    }
}
