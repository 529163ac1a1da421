package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.Verification;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Scale;

class StudyKeyTest {

    @TempDir
    Path folder;

    private Path module(String name, String content) throws IOException {
        Path module = folder.resolve(name);
        fill(module, content);
        return module;
    }

    private static void fill(Path root, String content) throws IOException {
        Files.createDirectories(root.resolve("org/a"));
        Files.writeString(root.resolve("org/a/B.class"), content);
        Files.writeString(root.resolve("org/C.class"), "c");
    }

    @Test
    void holdsTheCodeTheJavaAndTheBackendOfThisProcess() {
        StudyPlan plan = StudyPlan.of(List.of(StudyClaims.value("test/true", 3)), Scale.QUICK, 1);
        Verification verification = Verification.of(plan, List.of(), DenseBackends.named("ejml"), 1);
        Provenance provenance = verification.provenance();
        StudyKey key = verification.key();
        assertThat(key.code()).matches("[0-9a-f]{64}").isEqualTo(RunningCode.sha256());
        assertThat(key.java()).isEqualTo(provenance.java()).contains(System.getProperty("java.runtime.version"));
        assertThat(key.parts())
                .containsEntry("seed", "1")
                .containsEntry("scale", "quick")
                .containsEntry("option claims", "test/true")
                .containsEntry("version", provenance.version() + " " + provenance.commit())
                .containsEntry("java", key.java())
                .containsEntry("code (SHA-256 of the classes)", key.code())
                .containsEntry("backend", "ejml " + provenance.backendCore());
        assertThat(StudyKey.of(1, Scale.QUICK, Map.of(), provenance)).isNotEqualTo(key);
    }

    @Test
    void codeIsTheSameInAJarAndInAFolderAndOtherwiseWhenAByteOfItIs() throws IOException {
        Path one = module("one", "first");
        String code = RunningCode.sha256(List.of(one));

        Path jar = folder.resolve("one.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            fill(zip.getPath("/"), "first");
            Files.createDirectory(zip.getPath("/META-INF"));
            Files.writeString(zip.getPath("/META-INF/MANIFEST.MF"), "Created-By: a build\n");
        }
        assertThat(RunningCode.sha256(List.of(jar))).isEqualTo(code);

        assertThat(RunningCode.sha256(List.of(module("two", "First")))).isNotEqualTo(code);
        Files.move(one.resolve("org/C.class"), one.resolve("org/D.class"));
        assertThat(RunningCode.sha256(List.of(one))).isNotEqualTo(code);
    }
}
