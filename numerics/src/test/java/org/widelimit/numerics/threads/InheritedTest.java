package org.widelimit.numerics.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InheritedTest {

    private final Inherited<String> name = new Inherited<>();
    private final Inherited<Integer> number = new Inherited<>();

    @Test
    void blocksNestAndBringBackWhatWasBefore() {
        assertThat(name.get()).isNull();
        try (Inherited.Scope outer = name.set("outer");
                Inherited.Scope other = number.set(7)) {
            try (Inherited.Scope inner = name.set("inner")) {
                assertThat(name.get()).isEqualTo("inner");
                assertThat(number.get()).isEqualTo(7);
            }
            assertThat(name.get()).isEqualTo("outer");
        }
        assertThat(name.get()).isNull();
        assertThat(number.get()).isNull();
    }

    @Test
    void workersHaveTheValuesOfTheirCallerAndNoneOfAnEarlierOne() {
        List<Supplier<String>> tasks = Collections.nCopies(8, () -> name.get() + " " + number.get());
        try (Inherited.Scope named = name.set("caller");
                Inherited.Scope numbered = number.set(1)) {
            assertThat(Workers.run(tasks, 2)).containsOnly("caller 1");
        }
        try (Inherited.Scope numbered = number.set(2)) {
            assertThat(Workers.run(tasks, 2)).containsOnly("null 2");
        }
        assertThat(Workers.run(tasks, 2)).containsOnly("null null");
    }

    @Test
    void anotherThreadHasNone() throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> name.get() == null);
        try (Inherited.Scope named = name.set("here")) {
            new Thread(task).start();
            assertThat(task.get()).isTrue();
        }
    }
}
