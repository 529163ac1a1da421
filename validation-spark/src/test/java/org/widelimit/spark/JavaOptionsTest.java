package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {

    @Test
    void thePackagesThatThisSparkReachesIntoAreOpened() throws IOException {
        assertThat(Files.readAllLines(Path.of("java-options")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(JavaModuleOptions.defaultModuleOptionArray())
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
    }
}
