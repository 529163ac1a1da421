package org.widelimit.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pitest.classinfo.ClassName;
import org.pitest.mutationtest.build.InterceptorParameters;
import org.pitest.mutationtest.build.InterceptorType;
import org.pitest.mutationtest.build.MutationInterceptor;
import org.pitest.mutationtest.build.MutationInterceptorFactory;
import org.pitest.mutationtest.config.ReportOptions;
import org.pitest.mutationtest.engine.Location;
import org.pitest.mutationtest.engine.MutationDetails;
import org.pitest.mutationtest.engine.MutationIdentifier;
import org.pitest.plugin.FeatureSetting;
import org.pitest.plugin.ToggleStatus;

class SampleFactoryTest {

    private static final int MUTANTS = 20_000;

    private static final List<MutationDetails> ALL = mutants();

    private static List<MutationDetails> mutants() {
        List<MutationDetails> mutants = new ArrayList<>();
        for (int k = 0; k < MUTANTS; k++) {
            Location location =
                    Location.location(ClassName.fromString("org.widelimit.Type" + k % 100), "method", "()V");
            MutationIdentifier id = new MutationIdentifier(location, k / 100, "MathMutator");
            mutants.add(new MutationDetails(id, "Type.java", "changed", 1 + k, 0));
        }
        return mutants;
    }

    private static MutationInterceptor interceptor(Map<String, List<String>> values) {
        FeatureSetting setting = new FeatureSetting("SAMPLE", ToggleStatus.ACTIVATE, values);
        return new SampleFactory()
                .createInterceptor(new InterceptorParameters(setting, new ReportOptions(), null, null, null, null));
    }

    private static Collection<MutationDetails> sample(int percent) {
        return interceptor(Map.of("percent", List.of(Integer.toString(percent))))
                .intercept(ALL, null);
    }

    private static Collection<MutationDetails> sample(int from, int percent) {
        return interceptor(
                        Map.of("from", List.of(Integer.toString(from)), "percent", List.of(Integer.toString(percent))))
                .intercept(ALL, null);
    }

    /** Six standard deviations of a share of independent draws. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 50, 80, 99})
    void aSampleHoldsItsShare(int percent) {
        double expected = MUTANTS * percent / 100.0;
        double deviation = Math.sqrt(expected * (1 - percent / 100.0));
        assertThat((double) sample(percent).size()).isBetween(expected - 6 * deviation, expected + 6 * deviation);
    }

    @Test
    void aSampleIsTheSameEachTimeAndPartOfALargerOne() {
        assertThat(sample(20)).isEqualTo(sample(20));
        assertThat(sample(40)).containsAll(sample(20));
        assertThat(sample(100)).isEqualTo(ALL);
        assertThat(interceptor(Map.of()).intercept(ALL, null)).isEqualTo(ALL);
    }

    /** Which tests there are, and in what line a mutant lies, has to make no difference. */
    @Test
    void onlyTheNameCounts() {
        List<MutationDetails> moved = ALL.stream()
                .map(mutant -> new MutationDetails(mutant.getId(), "Other.java", "otherwise", 7, 3))
                .toList();
        assertThat(interceptor(Map.of("percent", List.of("20"))).intercept(moved, null))
                .extracting(MutationDetails::getId)
                .containsExactlyElementsOf(
                        sample(20).stream().map(MutationDetails::getId).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void sharesThatAreNoneAreRefused(int percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample(percent))
                .withMessage("expected a sample between 0 and 100 percent, found " + percent + " percent from 0");
    }

    @ParameterizedTest
    @CsvSource({"-1, 20", "81, 20", "100, 1"})
    void samplesThatReachBeyondTheEndsAreRefused(int from, int percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> sample(from, percent));
    }

    /** So a sample that tests were written for leaves others to measure them with. */
    @Test
    void samplesOneAfterAnotherAreAllMutantsOnce() {
        List<MutationDetails> parts = new ArrayList<>(sample(0, 30));
        parts.addAll(sample(30, 50));
        parts.addAll(sample(80, 20));
        assertThat(parts).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(sample(0, 30)).isEqualTo(sample(30));
    }

    /** PIT looks for factories as services, and asks for this one only when it is told to. */
    @Test
    void pitFindsTheFeatureAndLeavesItOff() {
        assertThat(ServiceLoader.load(MutationInterceptorFactory.class))
                .filteredOn(factory -> factory.provides().name().equals("sample"))
                .singleElement()
                .satisfies(factory -> {
                    assertThat(factory).isInstanceOf(SampleFactory.class);
                    assertThat(factory.provides().isOnByDefault()).isFalse();
                });
        assertThat(interceptor(Map.of()).type()).isEqualTo(InterceptorType.FILTER);
    }
}
