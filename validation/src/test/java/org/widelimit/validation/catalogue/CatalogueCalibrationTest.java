package org.widelimit.validation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.stats.Frequency;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.Calibration;
import org.widelimit.validation.study.Calibrator;
import org.widelimit.validation.study.StopSignal;
import org.widelimit.validation.study.StudyListener;
import org.widelimit.validation.study.Tally;

/**
 * No claim is in the catalogue that fails calibration: each has its rows in docs/calibration.md, over as many studies as
 * a claim needs, and they pass; and each is judged once more here, over a seed that is in no table.
 */
class CatalogueCalibrationTest {

    /** Any will do that no row of the table has; it is fixed so that a failure can be looked at again. */
    private static final long SEED = 20261201;

    private static final int STUDIES = 300;
    private static final int INSTANCES = 1000;
    private static final String QUICK = "## Over seeds, at scale quick";
    private static final String STANDARD = "## Over seeds, at scale standard";
    private static final String RESAMPLED = "## By resampling, at scale standard";

    /**
     * What fails, as docs/calibration.md says: never wrong, but undecided in 48 of 300 studies of scale standard that were resampled
     * from 40 networks. The list is for what was found in the catalogue, not for what enters it.
     */
    private static final Set<String> FAILING = Set.of("graphon/C20-synflow");

    private static List<Row> rows = List.of();

    /** A row of a table; the studies that were run, and those that were resampled. */
    private record Row(String section, List<String> cells) {

        private static final Pattern INSTANCE_COUNT = Pattern.compile("\\((\\d+) instances\\)");
        private static final int COLUMNS_OF_RESAMPLING = 7;

        String claim() {
            return cells.get(0);
        }

        String form() {
            return cells.get(1);
        }

        Tally run() {
            return cells.size() == COLUMNS_OF_RESAMPLING ? Tally.NONE : tally(2);
        }

        Tally resampled() {
            return cells.size() == COLUMNS_OF_RESAMPLING ? tally(2) : tally(6);
        }

        int instances() {
            Matcher count = INSTANCE_COUNT.matcher(cells.get(2));
            return count.find() ? Integer.parseInt(count.group(1)) : 0;
        }

        boolean passes() {
            return cells.get(cells.size() == COLUMNS_OF_RESAMPLING ? 6 : 10).equals("yes");
        }

        /** Every share with its bound, from the counts beside it. */
        List<String> sharesPrinted() {
            return cells.stream().filter(cell -> cell.contains("≤")).toList();
        }

        List<String> sharesComputed() {
            List<String> shares = new ArrayList<>();
            for (Tally tally : List.of(run(), resampled())) {
                if (tally.studies() > 0) {
                    shares.add(share(tally.wrongVerdicts()));
                    shares.add(share(tally.missedRivals()));
                }
            }
            return shares;
        }

        private static String share(Frequency frequency) {
            return String.format(
                    Locale.ROOT, "%d (≤ %.1f %%)", frequency.count(), 100 * frequency.atMost(Tally.CONFIDENCE));
        }

        private Tally tally(int from) {
            return cells.get(from).equals("–")
                    ? Tally.NONE
                    : new Tally(first(from), first(from + 1), first(from + 2), first(from + 3));
        }

        private int first(int column) {
            return Integer.parseInt(cells.get(column).replaceFirst(" .*", ""));
        }
    }

    @BeforeAll
    static void read() throws IOException {
        List<Row> found = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(Path.of("..", "docs", "calibration.md"))) {
            if (line.startsWith("## ")) {
                section = line;
            } else if (line.matches("\\| \\w+/\\S+ \\|.*")) {
                found.add(new Row(
                        section, List.of(line.substring(2, line.length() - 2).split(" \\| "))));
            }
        }
        rows = List.copyOf(found);
    }

    private static List<Row> of(Claim claim, String section) {
        return rows.stream()
                .filter(row -> row.claim().equals(claim.id()) && row.section().equals(section))
                .toList();
    }

    @Test
    void everyClaimWasCalibratedOverAsManyStudiesAsItNeeds() {
        SoftAssertions all = new SoftAssertions();
        for (Claim claim : StandardCatalogue.load().claims()) {
            boolean quick = claim.card().plan().runsAt(Scale.QUICK);
            boolean instances = claim.form().isAboutInstances();
            if (quick || instances) {
                List<Row> run = of(claim, quick ? QUICK : STANDARD);
                all.assertThat(run).as(claim.id() + ", over seeds").hasSize(1);
                run.forEach(row -> all.assertThat(
                                instances ? row.instances() : row.run().studies())
                        .as(claim.id() + ", over seeds")
                        .isGreaterThanOrEqualTo(instances ? INSTANCES : STUDIES));
            }
            if (!instances) {
                List<Row> resampled = of(claim, RESAMPLED);
                all.assertThat(resampled).as(claim.id() + ", by resampling").hasSize(1);
                resampled.forEach(row -> all.assertThat(row.resampled().studies())
                        .as(claim.id() + ", by resampling")
                        .isGreaterThanOrEqualTo(STUDIES));
            }
        }
        all.assertAll();
    }

    @Test
    void everyRowIsOfAClaimAndPassesByItsOwnCounts() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows) {
            Claim claim = StandardCatalogue.load().claim(row.claim());
            Calibration counted = new Calibration(claim, row.run(), row.resampled(), 0, row.instances(), 0);
            all.assertThat(row.form()).as(row.claim()).isEqualTo(claim.form().label());
            all.assertThat(row.sharesPrinted()).as(row.claim()).isEqualTo(row.sharesComputed());
            boolean passes = !FAILING.contains(row.claim());
            all.assertThat(counted.isJudged() && counted.passes())
                    .as(row.claim() + ", its counts")
                    .isEqualTo(passes);
            all.assertThat(row.passes()).as(row.claim() + ", what it says").isEqualTo(passes);
        }
        all.assertAll();
    }

    @Test
    @Tag("slow")
    void everyClaimIsJudgedAsExpectedOverASeedOfNoTable() throws InterruptedException {
        List<Claim> claims = StandardCatalogue.load().claims().stream()
                .filter(claim -> claim.card().plan().runsAt(Scale.QUICK))
                .toList();
        Calibrator calibrator =
                new Calibrator(claims, Scale.QUICK, Runtime.getRuntime().availableProcessors());
        StopSignal none = new StopSignal();
        assertThat(calibrator.run(SEED, DenseBackends.preferred(), StudyListener.NONE, none))
                .isTrue();
        SoftAssertions all = new SoftAssertions();
        for (Calibration calibration : calibrator.calibrations(0, SEED, none)) {
            all.assertThat(calibration.seeds()).as(calibration.subject().id()).isEqualTo(new Tally(1, 0, 0, 0));
        }
        all.assertAll();
    }
}
