package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.report.Scale;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.of(StudyClaims.all());

    @Test
    void findsClaimsAndHelpsWithTypingErrors() {
        assertThat(catalogue.claim("test/2").id()).isEqualTo("test/2");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> catalogue.claim("Tset/2"))
                .withMessage("unknown claim \"Tset/2\"; did you mean \"test/2\"?");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> catalogue.ofPaper("ohter"))
                .withMessage("unknown paper \"ohter\"; did you mean \"other\"?");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Catalogue.of(List.of()).claim("x/1"))
                .withMessage("unknown claim \"x/1\"; there is none at all");
        assertThat(catalogue.papers()).containsExactly("test", "other");
    }

    @Test
    void selectsByIdAndPaperInItsOwnOrder() {
        assertThat(ids(plan(List.of("other/1", "test/1", "other/1"), Optional.empty())
                        .claims()))
                .containsExactly("test/1", "other/1");
        assertThat(ids(plan(List.of(), Optional.of("test")).claims())).containsExactly("test/1", "test/2", "test/3");
        assertThat(ids(plan(List.of("test/1", "other/1"), Optional.of("other")).claims()))
                .containsExactly("other/1");
    }

    @Test
    void whatNeedsALargerScaleIsListedAsNotRunAndNeverJudged() {
        StudyPlan quick = plan(List.of(), Optional.empty());
        assertThat(ids(quick.notRun())).containsExactly("other/2");
        assertThat(ids(quick.claims())).doesNotContain("other/2");
        assertThat(StudyPlan.select(catalogue, List.of(), Optional.empty(), Scale.STANDARD, 1)
                        .notRun())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StudyPlan(1, Scale.QUICK, quick.notRun(), List.of()))
                .withMessage("expected at least scale standard for claim other/2, found quick");
    }

    @Test
    void refusesTwoClaimsOfOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.of(List.of(StudyClaims.rate("test/1"), StudyClaims.order("test/1"))));
    }

    @Test
    void aClaimIsThereOnlyIfItsCardIs() {
        assertThat(StudyClaims.all()).allMatch(catalogue::contains);
        assertThat(StandardCatalogue.load().claims()).allMatch(StandardCatalogue.load()::contains);
        assertThat(catalogue.contains(StudyClaims.order("test/1"))).isFalse();
        assertThat(catalogue.contains(StudyClaims.order("test/9"))).isFalse();
    }

    private StudyPlan plan(List<String> ids, Optional<String> paper) {
        return StudyPlan.select(catalogue, ids, paper, Scale.QUICK, 1);
    }

    private static List<String> ids(List<Claim> claims) {
        return claims.stream().map(Claim::id).toList();
    }
}
