package org.widelimit.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Properties as jqwik runs them with the hook, which it finds as a service, here as under PIT. */
@AddLifecycleHook(ShortPropertiesTest.Recorder.class)
class ShortPropertiesTest {

    private static final Map<String, Run> RUNS = new HashMap<>();

    private record Run(int tries, Optional<String> seed, Optional<ShrinkingMode> shrinking) {

        static Run of(int tries, String seed) {
            return new Run(tries, Optional.of(seed), Optional.of(ShrinkingMode.OFF));
        }
    }

    /** Within the hook that is tested, which is the outermost. */
    static final class Recorder implements AroundPropertyHook {

        @Override
        public PropagationMode propagateTo() {
            return PropagationMode.ALL_DESCENDANTS;
        }

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            PropertyExecutionResult result = property.execute();
            Run run = new Run(
                    result.countTries(), result.seed(), context.attributes().shrinking());
            RUNS.put(context.targetMethod().getName(), run);
            return result;
        }
    }

    @Property
    void usual(@ForAll long x) {}

    @Property(tries = 1000, shrinking = ShrinkingMode.FULL)
    void wordy(@ForAll long x) {}

    @Property(tries = 5)
    void brief(@ForAll long x) {}

    @Property(seed = "42")
    void ofItsOwnSeed(@ForAll long x) {}

    @Group
    class WithTriesFromTheCommandLine {

        @BeforeContainer
        static void set() {
            System.setProperty("widelimit.pit.tries", "7");
        }

        @AfterContainer
        static void clear() {
            System.clearProperty("widelimit.pit.tries");
        }

        @Property
        void asAsked(@ForAll long x) {}

        @Property(tries = 5)
        void briefer(@ForAll long x) {}
    }

    @AfterContainer
    static void eachWasShortAndOfOneSeed() {
        assertThat(RUNS)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "usual", Run.of(20, "1"),
                        "wordy", Run.of(20, "1"),
                        "brief", Run.of(5, "1"),
                        "ofItsOwnSeed", Run.of(20, "42"),
                        "asAsked", Run.of(7, "1"),
                        "briefer", Run.of(5, "1")));
    }
}
