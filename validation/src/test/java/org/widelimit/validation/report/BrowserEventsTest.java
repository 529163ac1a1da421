package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link BrowserTest} wants to be absent is seen where it is present. */
@Tag("browser")
class BrowserEventsTest {

    @Test
    void wordsExceptionsAndRequestsAreSeen(@TempDir Path folder) throws Exception {
        Path executable = Browser.findOrSkip();
        Path page = Files.writeString(
                folder.resolve("page.html"),
                "<!doctype html><img src='http://elsewhere.invalid/image.png'><script>console.log('spoken');"
                        + " setTimeout(() => { throw new Error('thrown'); }); setTimeout(() => { document.title = 'late'; }, 50);"
                        + "</script>");
        try (Browser browser = Browser.start(executable, folder)) {
            browser.open(page);
            browser.await("document.title === 'late' && document.images[0].complete");
            assertThat(String.join("\n", browser.console())).contains("spoken", "Error: thrown");
            assertThat(browser.requests())
                    .containsExactly(page.toUri().toString(), "http://elsewhere.invalid/image.png");
        }
    }
}
