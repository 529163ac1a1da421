package org.widelimit.validation.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.JudgedStatement;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.StudyPlan;

/** Pictures and verdicts as text. */
public final class Terminal {

    private static final String SHADES = " .:-=+*#%@";
    private static final int LARGEST_SIDE = 64;
    private static final long SEED = 1;

    private Terminal() {}

    /**
     * A matrix as characters, two a cell, from blank (its smallest entry, or 0 if that is larger) to {@code @} (its largest); a scale below. Matrices of more than 64 rows or
     * columns are thinned out.
     */
    public static String heatmap(DMatrixRMaj matrix) {
        double lowest = 0;
        double highest = 0;
        for (int k = 0; k < matrix.getNumElements(); k++) {
            lowest = Math.min(lowest, matrix.data[k]);
            highest = Math.max(highest, matrix.data[k]);
        }
        int rowStep = Math.max(1, (matrix.numRows + LARGEST_SIDE - 1) / LARGEST_SIDE);
        int columnStep = Math.max(1, (matrix.numCols + LARGEST_SIDE - 1) / LARGEST_SIDE);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < matrix.numRows; i += rowStep) {
            text.append('|');
            for (int j = 0; j < matrix.numCols; j += columnStep) {
                char shade = shade(matrix.get(i, j), lowest, highest);
                text.append(shade).append(shade);
            }
            text.append('|').append(System.lineSeparator());
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%d x %d, from '%c' = %.4g to '%c' = %.4g%n",
                        matrix.numRows,
                        matrix.numCols,
                        SHADES.charAt(0),
                        lowest,
                        SHADES.charAt(SHADES.length() - 1),
                        highest))
                .toString();
    }

    private static char shade(double value, double lowest, double highest) {
        if (!(highest > lowest)) {
            return SHADES.charAt(0);
        }
        int index = (int) ((value - lowest) / (highest - lowest) * SHADES.length());
        return SHADES.charAt(Math.max(0, Math.min(SHADES.length() - 1, index)));
    }

    /**
     * Runs claims of the catalogue at scale quick with seed 1 and tells their verdicts.
     *
     * @param ids such as {@code flow/7}; none for all that can be decided at scale quick
     * @throws org.widelimit.numerics.InputException if one is unknown
     */
    public static String verdicts(String... ids) {
        StudyPlan plan = StudyPlan.select(StandardCatalogue.load(), List.of(ids), Optional.empty(), Scale.QUICK, SEED);
        int threads = Runtime.getRuntime().availableProcessors();
        Report report = Verification.of(plan, List.of(), DenseBackends.preferred(), threads).run();
        StringBuilder text = new StringBuilder();
        for (ClaimEntry claim : report.claims()) {
            text.append(String.format("%s  %s  %s%n", claim.id(), claim.verdict(), claim.statement()));
            for (JudgedStatement falsehood : claim.falsehoods()) {
                text.append(String.format("    %s  %s%n", falsehood.verdict(), falsehood.statement()));
            }
        }
        return text.toString();
    }
}
