package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.stats.HolmAdjustment;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.Verdict;
import org.widelimit.validation.report.XyFigure;

class ReportsTest {

    private static final DenseBackend BACKEND = DenseBackends.named("ejml");

    private static StudyResult run(List<Claim> claims) {
        StudyPlan plan = StudyPlan.of(claims, Scale.QUICK, 1);
        return new StudyRunner(new LocalEngine(2), BACKEND).run(plan, CellStore.inMemory());
    }

    private static Report report(StudyResult result) {
        return Reports.of(
                result,
                Map.of("a", "b"),
                ProvenanceCollector.collect(BACKEND, 2, "00ff"),
                List.of(),
                List.of(),
                claim -> "run " + claim.id());
    }

    @Test
    void everyFormHasItsEntryAndFigure() {
        StudyResult result = run(StudyClaims.all());
        Report report = report(result);
        assertThat(report.claims()).extracting(ClaimEntry::id).containsExactly("test/1", "test/2", "test/3", "other/1");
        assertThat(report.asExpected()).isTrue();
        assertThat(report.notRun()).singleElement().satisfies(n -> {
            assertThat(n.id()).isEqualTo("other/2");
            assertThat(n.minScale()).isEqualTo(Scale.STANDARD);
        });
        assertThat(report.figures()).hasSize(4);
        assertThat(report.claims()).allSatisfy(entry -> {
            assertThat(report.figure(entry.figure())).isPresent();
            assertThat(entry.verdict()).isEqualTo(Verdict.SUPPORTED);
            assertThat(entry.estimate()).isNotNull();
            assertThat(entry.interval()).isNotNull();
            assertThat(entry.falsehoods()).isNotEmpty().allMatch(f -> f.verdict() == Verdict.REFUTED);
            assertThat(entry.toleranceReason()).isNotBlank();
            assertThat(entry.reproduce()).isEqualTo("run " + entry.id());
            assertThat(entry.minScale()).isEqualTo(Scale.QUICK);
            assertThat(entry.explanation()).containsPattern("lies (inside|above|below) ");
        });
        ClaimEntry value = report.claims().get(0);
        assertThat(value.interval().lower()).isBetween(2.9, 3.0);
        assertThat(value.target()).isEqualTo(3);
        assertThat(value.tolerance()).isEqualTo(0.1);
        assertThat(value.formula()).isEqualTo("q \\to 3.0");
        assertThat(value.printedOrDerived()).isEqualTo("derived");
        assertThat(value.falsehoods().get(0).target()).isCloseTo(3.3, within(1e-12));
        assertThat(report.claims().get(1).printedOrDerived()).isEqualTo("printed");
        assertThat(report.claims().get(1).falsehoods().get(1).target()).isNull();
    }

    @Test
    void figuresShowWhatWasMeasuredBesideWhatIsSaid() {
        Report report = report(run(List.of(StudyClaims.value("test/1", 3), StudyClaims.rate("test/2"))));
        XyFigure value = (XyFigure) report.figures().get(0);
        assertThat(value.id()).isEqualTo("test-1");
        assertThat(value.series())
                .extracting(Series::role)
                .containsExactly(
                        Series.Role.MEASURED, Series.Role.REFERENCE, Series.Role.PREDICTED, Series.Role.FALSEHOOD);
        assertThat(value.series().get(0).x().toArray()).containsExactly(16, 32, 64);
        assertThat(value.band().lower()).isCloseTo(2.9, within(1e-12));
        // The extrapolated line is 3 + 2/n.
        assertThat(value.series().get(1).y().get(0)).isCloseTo(3.125, within(0.06));
        XyFigure rate = (XyFigure) report.figures().get(1);
        assertThat(rate.series())
                .extracting(Series::name)
                .containsExactly("error", "fit", "claim", "falsehood", "falsehood: other");
        Series claim = rate.series().get(2);
        assertThat(claim.y().get(0) / claim.y().get(3)).isCloseTo(Math.sqrt(8), within(1e-12));
        Series falsehood = rate.series().get(3);
        assertThat(falsehood.y().get(0) / falsehood.y().get(3)).isCloseTo(8, within(1e-12));
    }

    @Test
    void explanationsSayOnWhichSideTheNumberLies() {
        Report report = report(run(
                List.of(StudyClaims.order("test/3"), StudyClaims.identity("test/4"), StudyClaims.value("test/5", 4))));
        assertThat(report.claims().get(0).explanation())
                .startsWith("The interval [")
                .endsWith("] lies above 0. Decided at look 1 of at most 3, each at level 0.003333.");
        assertThat(report.claims().get(0).falsehoods().get(0).explanation()).endsWith("lies below 0.");
        assertThat(report.claims().get(1).explanation())
                .startsWith("The worst of 200 instances, 0, lies below 1E-15. No violation in 200 instances: ");
        assertThat(report.claims().get(2).explanation()).contains("lies outside 4 ± 0.1.");
    }

    @Test
    void pValuesAreAdjustedForTheClaimsThatHaveOne() {
        StudyResult result = run(StudyClaims.all());
        Report report = report(result);
        double[] p = result.judgements().subList(0, 3).stream()
                .mapToDouble(j -> j.main().pValue())
                .toArray();
        double[] adjusted = HolmAdjustment.adjust(p);
        for (int i = 0; i < 3; i++) {
            assertThat(report.claims().get(i).holmAdjusted()).isEqualTo(adjusted[i]);
        }
        assertThat(report.claims().get(3).holmAdjusted()).isNull();
        // Each of the three has falsehoods, which the sentence leaves out and says so.
        assertThat(report.multiplicity().statement())
                .contains("of the 3 verdicts")
                .endsWith("falsehoods and controls are judged one by one and are not among these verdicts.");
    }

    @Test
    void anErrorHasAMessageAndNoNumbers() {
        Claim broken = StudyClaims.value("test/9", 3, cell -> Measurement.of("quantity", Double.NaN));
        Report report = report(run(List.of(broken)));
        ClaimEntry entry = report.claims().get(0);
        assertThat(entry.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(entry.error()).contains("NaN");
        assertThat(entry.estimate()).isNull();
        assertThat(entry.interval()).isNull();
        assertThat(entry.figure()).isNull();
        assertThat(report.multiplicity()).isNull();
        assertThat(report.asExpected()).isFalse();
    }

    @Test
    void provenanceNamesWhatNumbersDependOn() {
        Provenance provenance = ProvenanceCollector.collect(BACKEND, 3, "00ff");
        assertThat(provenance.java()).contains(System.getProperty("java.runtime.version"));
        assertThat(provenance.backend()).isEqualTo("ejml");
        assertThat(provenance.threads()).isEqualTo(3);
        assertThat(provenance.dataSha256()).isEqualTo("00ff");
        assertThat(provenance.commit()).isEqualTo(SourceTree.ofThisCode().commit());
        assertThat(provenance.workingTree()).isEqualTo(SourceTree.ofThisCode().state());
        assertThat(provenance.cpu()).isNotBlank();
    }
}
