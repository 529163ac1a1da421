package org.widelimit.validation.shell;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.OutputFolder;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.HeatMap;
import org.widelimit.validation.report.HeatmapFigure;
import org.widelimit.validation.report.JudgedStatement;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;
import org.widelimit.validation.study.CalibrationTable;
import org.widelimit.validation.study.Calibrator;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.StudyPlan;

/** Pictures and verdicts as text. */
public final class Terminal {

    private static final String SHADES = " .:-=+*#%@";
    private static final int LARGEST_SIDE = 64;
    private static final int GRAPHON_SIDE = 24;
    private static final int MASK_SIDE = 32;
    private static final long SEED = 1;
    private static final int RESAMPLED = 300;

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

    /** A graphon as such characters, by its values in the middles of 24 x 24 blocks of the unit square; a step graphon by its own blocks. */
    public static String heatmap(Graphon graphon) {
        StepGraphon steps =
                graphon instanceof StepGraphon own ? own : StepGraphon.discretise(graphon, GRAPHON_SIDE, GRAPHON_SIDE);
        return heatmap(steps.density());
    }

    /** A mask as such characters, in its own order of units: kept fractions of blocks, at most 32 x 32 of them. */
    public static String heatmap(Mask mask) {
        return heatmap(mask.blockDensities(Math.min(MASK_SIDE, mask.rows()), Math.min(MASK_SIDE, mask.columns())));
    }

    /**
     * Points (x_i, y_i) over their axes, as characters.
     *
     * @param x as long as y
     * @throws IllegalArgumentException if the lengths differ
     */
    public static String plot(String title, Axis across, Axis up, double[] x, double[] y) {
        Series points = Series.scatter(up.label(), Series.Role.MEASURED, x, y);
        return figure(XyFigure.of("plot", title, across, up, List.of(points)));
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
        return verdicts(run(plan));
    }

    /** Runs claims, of the catalogue or of one's own, at the smallest scale that can decide each of them, with seed 1, and tells their verdicts. */
    public static String verdicts(Claim... claims) {
        return verdicts(smallestScale(claims), SEED, claims);
    }

    /**
     * Runs claims at a scale and from a seed, and tells their verdicts.
     *
     * @throws IllegalArgumentException if one needs a larger scale
     */
    public static String verdicts(Scale scale, long seed, Claim... claims) {
        return verdicts(run(plan(scale, seed, claims)));
    }

    /**
     * Runs claims as {@link #verdicts(Claim...)} does and writes the report, with its page and its figures.
     *
     * @param folder made if it is absent; an earlier report in it is replaced
     * @return the verdicts, and where the page is
     * @throws org.widelimit.numerics.InputException before anything runs when the folder cannot be made or written to
     */
    public static String report(Path folder, Claim... claims) {
        return report(folder, smallestScale(claims), SEED, claims);
    }

    /**
     * Runs claims as {@link #verdicts(Scale, long, Claim...)} does and writes the report.
     *
     * @param folder made if it is absent; an earlier report in it is replaced
     * @return the verdicts, and where the page is
     * @throws IllegalArgumentException if a claim needs a larger scale
     * @throws org.widelimit.numerics.InputException before anything runs when the folder cannot be made or written to
     */
    public static String report(Path folder, Scale scale, long seed, Claim... claims) {
        StudyPlan plan = plan(scale, seed, claims);
        OutputFolder.make("report", folder);
        Report report = run(plan);
        ReportFiles.write(folder, report);
        return verdicts(report) + folder.resolve(ReportFiles.HTML) + System.lineSeparator();
    }

    /**
     * Counts how often the verdicts on claims are wrong, as the command {@code calibrate} does for those of the catalogue: over studies from the
     * seeds 1, 2, ..., each at the smallest scale that can decide all of them, and over 300 studies resampled from those.
     *
     * @param studies how many seeds, at least 1
     * @return a table, and what its numbers add up to
     * @throws InterruptedException when the thread is interrupted while studies are resampled
     */
    public static String calibration(int studies, Claim... claims) throws InterruptedException {
        if (studies < 1) {
            throw new InputException("expected at least one seed to calibrate with, found " + studies);
        }
        Calibrator calibrator = new Calibrator(List.of(claims), smallestScale(claims), threads());
        StopSignal never = new StopSignal();
        for (long seed = SEED; seed < SEED + studies; seed++) {
            calibrator.run(seed, DenseBackends.preferred(), StudyListener.NONE, never);
        }
        return new CalibrationTable(calibrator.calibrations(RESAMPLED, SEED, never)).text();
    }

    /** One scale for all: the largest of the claims' smallest ones. */
    private static Scale smallestScale(Claim... claims) {
        return Stream.of(claims)
                .map(claim -> claim.card().minScale())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new InputException("expected at least one claim, found none"));
    }

    private static StudyPlan plan(Scale scale, long seed, Claim... claims) {
        return new StudyPlan(seed, scale, List.of(claims), List.of());
    }

    private static Report run(StudyPlan plan) {
        return Verification.of(plan, List.of(), DenseBackends.preferred(), threads())
                .run();
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String verdicts(Report report) {
        StringBuilder text = new StringBuilder();
        for (ClaimEntry claim : report.claims()) {
            text.append(
                    String.format("%s  %s%s  %s%n", claim.id(), claim.verdict(), measured(claim), claim.statement()));
            if (claim.error() != null) {
                text.append(String.format("    %s%n", claim.error()));
            }
            for (JudgedStatement falsehood : claim.falsehoods()) {
                text.append(String.format("    %s  %s%n", falsehood.verdict(), falsehood.statement()));
            }
        }
        return text.toString();
    }

    private static String measured(ClaimEntry claim) {
        return claim.estimate() == null || claim.interval() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %.4g [%.4g, %.4g]",
                        claim.estimate(),
                        claim.interval().lower(),
                        claim.interval().upper());
    }

    /** A figure of a report as characters: its series over the axes, or its heat maps below each other. */
    public static String figure(Figure figure) {
        if (figure instanceof XyFigure xy) {
            return TerminalPlot.of(xy);
        }
        StringBuilder text = new StringBuilder(figure.title()).append(System.lineSeparator());
        for (HeatMap map : ((HeatmapFigure) figure).maps()) {
            DMatrixRMaj matrix = new DMatrixRMaj(map.rows(), map.columns());
            for (int k = 0; k < matrix.getNumElements(); k++) {
                matrix.data[k] = map.values().get(k);
            }
            text.append(map.name()).append(System.lineSeparator()).append(heatmap(matrix));
        }
        return text.toString();
    }
}
