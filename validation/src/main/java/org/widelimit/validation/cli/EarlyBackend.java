package org.widelimit.validation.cli;

import java.util.List;
import java.util.Set;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * OpenBLAS takes as long to load as the options take to be read, so for commands that will need it both are done at the same time. What goes wrong is said when the
 * backend is asked for.
 */
final class EarlyBackend {

    private static final Set<String> COMMANDS =
            Set.of("ntk", "verify", "replay", "calibrate", "prune", "widths", "cut", "graphon");

    private EarlyBackend() {}

    /** Begins to load it on a thread of its own, unless these arguments make no use of it. */
    static void load(String... args) {
        List<String> words = List.of(args);
        if (!words.isEmpty() && COMMANDS.contains(words.get(0)) && !asksOtherwise(words)) {
            Thread loader = new Thread(DenseBackends::available, "widelimit-backend");
            loader.setDaemon(true);
            loader.start();
        }
    }

    private static boolean asksOtherwise(List<String> words) {
        return words.contains("--help")
                || words.contains("-h")
                || words.contains("ejml")
                || words.contains("--backend=ejml");
    }
}
