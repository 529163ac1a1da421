package org.widelimit.validation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
            all.assertThat(counted.isJudged() && counted.passes())
                    .as(row.claim() + ", its counts")
                    .isTrue();
            all.assertThat(row.passes()).as(row.claim() + ", what it says").isTrue();
        }
        all.assertAll();
    }

    @Test
    void theSumsAreThoseOfTheRows() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "calibration.md"));
        assertThat(page)
                .contains(sum(RESAMPLED, Row::resampled, "resampled studies: "))
                .contains(sum(QUICK, Row::run, "studies run, "))
                .contains(sum(QUICK, Row::resampled, "resampled, "));
    }

    private static String sum(String section, Function<Row, Tally> which, String what) {
        Tally sum = rows.stream()
                .filter(row -> row.section().equals(section))
                .map(which)
                .reduce(Tally.NONE, Tally::plus);
        return String.format(
                Locale.ROOT,
                "%,d %s**%d wrong, %d undecided, %d missed**",
                sum.studies(),
                what,
                sum.wrong(),
                sum.undecided(),
                sum.missed());
    }

    /** A row is of the claim as it was then: of its statements, their targets, and the replicates it may take. */
    @Test
    void everyRowIsOfTheClaimAsItIsNow() throws IOException {
        Map<String, String> calibrated = new TreeMap<>();
        Map<String, String> commits = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "calibrated-claims.csv"))) {
            List<String> fields = List.of(line.split(","));
            calibrated.put(fields.get(0) + "," + fields.get(1), fields.get(3));
            commits.put(fields.get(0) + "," + fields.get(1), fields.get(2));
        }
        assertThat(calibrated.remove("claim,scale")).isEqualTo("fingerprint");
        Map<String, String> now = new TreeMap<>();
        for (Row row : rows) {
            Scale scale = row.section().equals(QUICK) ? Scale.QUICK : Scale.STANDARD;
            Claim claim = StandardCatalogue.load().claim(row.claim());
            now.put(claim.id() + "," + scale.label(), fingerprint(claim, scale));
        }
        assertThat(calibrated.keySet()).isEqualTo(now.keySet());
        SoftAssertions all = new SoftAssertions();
        now.forEach((key, fingerprint) -> all.assertThat(calibrated.get(key))
                .as(key + " is not what was calibrated at " + commits.get(key)
                        + ": calibrate it again, and enter commit and fingerprint in docs/calibrated-claims.csv")
                .isEqualTo(fingerprint));
        all.assertAll();
    }

    /** The first twelve digits of a SHA-256 of what the claim says and how far it is run at a scale. */
    private static String fingerprint(Claim claim, Scale scale) {
        String says = claim.form() + "\n" + claim.card().plan().at(scale) + "\n" + claim.statements();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(says.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Test
    @Tag("slow")
    @Tag("calibration")
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
