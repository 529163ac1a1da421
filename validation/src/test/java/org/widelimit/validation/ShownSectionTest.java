package org.widelimit.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.StudyPlan;

class ShownSectionTest {

    @Test
    void eachPaperHasItsSections() {
        assertThat(ShownSection.ofPaper("graphon")).containsExactly(ShownSection.REAL_INPUT);
        assertThat(ShownSection.ofPaper("flow")).containsExactly(ShownSection.TWO_STAGES);
        assertThat(ShownSection.ofPaper("ntkmtl")).containsExactly(ShownSection.MULTI_TASK);
        assertThat(ShownSection.ofPaper("denseam")).isEmpty();
        assertThat(ShownSection.ofAll()).containsExactly(ShownSection.values());
    }

    @Test
    void theOptionsOfAReportBringItsSectionsBack() {
        StudyPlan plan =
                StudyPlan.select(StandardCatalogue.load(), List.of("flow/7"), Optional.empty(), Scale.QUICK, 1);
        for (List<ShownSection> sections :
                List.of(List.<ShownSection>of(), List.of(ShownSection.TWO_STAGES), ShownSection.ofAll())) {
            Verification verification = Verification.of(plan, sections, DenseBackends.preferred(), 1);
            assertThat(Verification.sectionsOf(verification.options())).isEqualTo(sections);
        }
        assertThat(Verification.sectionsOf(Map.of("sections", "unknown"))).isEmpty();
        assertThat(Verification.sectionsOf(Map.of())).isEmpty();
    }
}
