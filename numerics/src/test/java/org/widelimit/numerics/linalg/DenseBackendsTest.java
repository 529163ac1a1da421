package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends.Choice;
import org.widelimit.numerics.threads.Inherited;
import org.widelimit.numerics.threads.Workers;

class DenseBackendsTest {

    private static final Choice LOADED = DenseBackends.load(EjmlBackend::new);
    private static final Choice FAILED = DenseBackends.load(() -> {
        throw new UnsatisfiedLinkError("no jniopenblas");
    });

    @Test
    void bothAreAvailableHere() {
        assertThat(DenseBackends.available()).containsExactly("openblas", "ejml");
        assertThat(DenseBackends.named("openblas").name()).isEqualTo("openblas");
        assertThat(DenseBackends.named("ejml").name()).isEqualTo("ejml");
        assertThat(DenseBackends.named("auto")).isSameAs(DenseBackends.named("openblas"));
        assertThat(DenseBackends.preferred()).isSameAs(DenseBackends.preferred());
    }

    @Test
    void aBlockPrefersItsOwnAndSoDoTheWorkersItStarts() {
        DenseBackend before = DenseBackends.preferred();
        DenseBackend own = DenseBackends.named(before.name().equals("ejml") ? "openblas" : "ejml");
        List<Supplier<DenseBackend>> tasks = Collections.nCopies(4, DenseBackends::preferred);
        try (Inherited.Scope block = DenseBackends.prefer(own)) {
            assertThat(DenseBackends.preferred()).isSameAs(own);
            assertThat(Workers.run(tasks, 2)).containsOnly(own);
        }
        assertThat(DenseBackends.preferred()).isSameAs(before);
        assertThat(Workers.run(tasks, 2)).containsOnly(before);
    }

    @Test
    void openblasSaysWhatItIs() {
        DenseBackend openblas = DenseBackends.named("openblas");
        assertThat(openblas.core()).isNotEqualTo("unknown");
        assertThat(openblas.description()).matches("OpenBLAS 0\\.3\\.\\d+, core " + openblas.core() + ", 1 thread");
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
        String asked = System.getenv("OPENBLAS_CORETYPE");
        if (asked != null) {
            assertThat(openblas.core().toLowerCase(Locale.ROOT)).isEqualTo(asked.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void ejmlSaysWhatItIs() {
        DenseBackend ejml = DenseBackends.named("ejml");
        assertThat(ejml.core()).isEqualTo("java");
        assertThat(ejml.description()).isEqualTo("EJML 0.46.1, 1 thread");
    }

    @Test
    void unknownNamesAreInputErrors() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> DenseBackends.named("mkl"))
                .withMessage("expected backend auto, openblas or ejml, found \"mkl\"");
    }

    @Test
    void withoutTheLibraryAutoFallsBackAndSaysWhy() {
        Choice choice = DenseBackends.choose("auto", () -> FAILED);
        assertThat(choice.orThrow().name()).isEqualTo("ejml");
        assertThat(log(choice))
                .containsExactly("info linear algebra: EJML 0.46.1, 1 thread (backend openblas does not load here"
                        + " (java.lang.UnsatisfiedLinkError: no jniopenblas))");
    }

    @Test
    void withoutTheLibraryAskingForItIsAnInputError() {
        Choice choice = DenseBackends.choose("openblas", () -> FAILED);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(choice::orThrow)
                .withMessage("backend openblas does not load here (java.lang.UnsatisfiedLinkError: no jniopenblas)");
        assertThat(log(choice))
                .singleElement()
                .asString()
                .startsWith("warn linear algebra: none, backend openblas does not");
        assertThat(DenseBackends.choose("ejml", () -> FAILED).orThrow().name()).isEqualTo("ejml");
    }

    @Test
    void askingForEjmlDoesNotTouchTheLibrary() {
        Choice choice = DenseBackends.choose("ejml", () -> fail("the library was asked for"));
        assertThat(choice.orThrow().name()).isEqualTo("ejml");
    }

    /** Another process, because a property that chooses is read once. */
    static final class PreferredName {
        public static void main(String[] arguments) {
            try {
                System.out.print(DenseBackends.preferred().name());
            } catch (InputException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ejml, ejml",
        "openblas, openblas",
        "auto, openblas",
        "mkl, 'expected backend auto, openblas or ejml, found \"mkl\"'"
    })
    void thePropertyChooses(String value, String expected) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-D" + DenseBackends.PROPERTY + "=" + value,
                        PreferredName.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void theChoiceIsLoggedWithItsReason() {
        assertThat(log(DenseBackends.choose("ejml", () -> LOADED)))
                .containsExactly("info linear algebra: EJML 0.46.1, 1 thread (asked for)");
        assertThat(log(DenseBackends.choose("auto", () -> LOADED)).get(0)).endsWith("(its native library loaded)");
        assertThat(log(DenseBackends.choose("mkl", () -> LOADED)).get(0))
                .startsWith("warn")
                .contains("found \"mkl\"");
    }

    /** What the choice writes to a logger: level and message. */
    private static List<String> log(Choice choice) {
        List<String> lines = new ArrayList<>();
        Logger logger = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    List<Object> values = new ArrayList<>(Arrays.asList(arguments));
                    String line = method.getName() + " " + values.remove(0);
                    for (Object value : values.get(0) instanceof Object[] many ? Arrays.asList(many) : values) {
                        line = line.replaceFirst("\\{}", String.valueOf(value));
                    }
                    lines.add(line);
                    return null;
                });
        DenseBackends.logged(choice, logger);
        return lines;
    }
}
