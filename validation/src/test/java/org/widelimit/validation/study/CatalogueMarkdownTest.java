package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;

class CatalogueMarkdownTest {

    @Test
    void thePageInTheDocumentationIsThatOfTheCode() throws IOException {
        Path page = Path.of("..", "docs", "catalogue.md");
        assertThat(Files.readString(page))
                .as("docs/catalogue.md, to be made again by: ./widelimit claims --md > docs/catalogue.md")
                .isEqualTo(CatalogueMarkdown.of(StandardCatalogue.load()));
    }

    @Test
    void everyStatementAndEveryRivalIsThere() {
        Claim claim = StudyClaims.rate("test/2");
        String page = CatalogueMarkdown.of(Catalogue.of(List.of(claim)));
        assertThat(page)
                .contains("### test/2")
                .contains("The error scales as n\\^-1/2")
                .contains("* Must be refuted: n\\^-1\n")
                .contains("* Source (printed): nowhere, equation 1")
                .contains("1 claims with 2 falsehoods");
    }
}
