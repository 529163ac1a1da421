package org.widelimit.numerics.linalg;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.threads.Inherited;

/**
 * Where a {@link DenseBackend} comes from.
 *
 * <p>The system property {@code widelimit.backend} chooses: {@code openblas}, {@code ejml}, or {@code auto} (the
 * default), which is OpenBLAS where its native library loads and EJML elsewhere. It is read once, when {@link
 * #preferred()} is first called, and the choice is logged with its reason. {@link #prefer} chooses for a block of code.
 */
public final class DenseBackends {

    /** The system property that chooses. */
    public static final String PROPERTY = "widelimit.backend";

    static final String AUTO = "auto";
    static final String OPENBLAS = "openblas";
    static final String EJML = "ejml";

    /** What the block that runs prefers. */
    private static final Inherited<DenseBackend> IN_BLOCK = new Inherited<>();

    private DenseBackends() {}

    /**
     * The backend that the running block {@link #prefer prefers}, or else that of this process: the same one at each call.
     *
     * @throws InputException if the property names no backend, or one that does not load here
     */
    public static DenseBackend preferred() {
        DenseBackend inBlock = IN_BLOCK.get();
        return inBlock == null ? Preferred.CHOICE.orThrow() : inBlock;
    }

    /**
     * Makes a backend the {@link #preferred} one until the result is closed, in this thread and in those of {@link
     * org.widelimit.numerics.threads.Workers} that it starts: whatever a computation calls then has the backend that the computation has.
     */
    public static Inherited.Scope prefer(DenseBackend backend) {
        return IN_BLOCK.set(backend);
    }

    /**
     * The backend of this name.
     *
     * @param name {@code auto}, {@code openblas} or {@code ejml}
     * @throws InputException if there is none of this name, or it does not load here
     */
    public static DenseBackend named(String name) {
        return choose(name, () -> Native.CHOICE).orThrow();
    }

    /**
     * Checks a name where no backend is wanted yet, and loads none.
     *
     * @param name {@code auto}, {@code openblas} or {@code ejml}
     * @throws InputException if it is none of these; a backend of this name may still not load here
     */
    public static void requireName(String name) {
        choose(name, () -> Choice.of(Pure.BACKEND, "not looked for")).orThrow();
    }

    /** Names of the backends that load here, best first. */
    public static List<String> available() {
        return Native.CHOICE.backend() == null ? List.of(EJML) : List.of(OPENBLAS, EJML);
    }

    /** The choice by name; the library is asked for only where it matters. */
    static Choice choose(String name, Supplier<Choice> openblas) {
        return switch (name) {
            case EJML -> Choice.of(Pure.BACKEND, "asked for");
            case OPENBLAS -> openblas.get();
            case AUTO -> withFallback(openblas.get());
            default -> Choice.none("expected backend auto, openblas or ejml, found \"" + name + "\"");
        };
    }

    private static Choice withFallback(Choice openblas) {
        return openblas.backend() != null ? openblas : Choice.of(Pure.BACKEND, openblas.reason());
    }

    static Choice load(Supplier<? extends DenseBackend> loader) {
        try {
            return Choice.of(loader.get(), "its native library loaded");
        } catch (LinkageError | RuntimeException e) {
            return Choice.none("backend openblas does not load here (" + e + ")");
        }
    }

    static Choice logged(Choice choice, Logger log) {
        DenseBackend backend = choice.backend();
        if (backend == null) {
            log.warn("linear algebra: none, {}", choice.reason());
        } else {
            log.info("linear algebra: {} ({})", backend.description(), choice.reason());
        }
        return choice;
    }

    /** A backend and why it was taken, or none and why not. */
    record Choice(@Nullable DenseBackend backend, String reason) {
        static Choice of(DenseBackend backend, String reason) {
            return new Choice(backend, reason);
        }

        static Choice none(String reason) {
            return new Choice(null, reason);
        }

        DenseBackend orThrow() {
            if (backend == null) {
                throw new InputException(reason);
            }
            return backend;
        }
    }

    // Each holder is initialised when it is first used: asking for EJML loads no native library.

    private static final class Pure {
        static final DenseBackend BACKEND = new EjmlBackend();
    }

    private static final class Native {
        static final Choice CHOICE = load(OpenBlasLibrary::load);
    }

    private static final class Preferred {
        static final Choice CHOICE = logged(
                choose(System.getProperty(PROPERTY, AUTO), () -> Native.CHOICE),
                LoggerFactory.getLogger(DenseBackends.class));
    }
}
