package org.widelimit.validation.pruned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;

class WorkersTest {

    @Test
    void resultsComeInTheOrderOfTheTasks() {
        List<Supplier<Integer>> tasks = new ArrayList<>();
        for (int k = 0; k < 50; k++) {
            int own = k;
            tasks.add(() -> own * own);
        }
        List<Integer> one = Workers.run(tasks, 1);
        assertThat(one).startsWith(0, 1, 4, 9).hasSize(50);
        assertThat(Workers.run(tasks, 4)).isEqualTo(one);
        assertThat(Workers.run(List.<Supplier<Integer>>of(), 2)).isEmpty();
    }

    @Test
    void failuresComeThroughAsTheyAre() {
        List<Supplier<Integer>> bad = List.of(() -> {
            throw new InputException("bad input");
        });
        assertThatThrownBy(() -> Workers.run(bad, 2))
                .isInstanceOf(InputException.class)
                .hasMessage("bad input");
        List<Supplier<Integer>> worse = List.of(() -> {
            throw new AssertionError("wrong");
        });
        assertThatThrownBy(() -> Workers.run(worse, 2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Workers.run(bad, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void interruptionCancelsAndStaysVisible() {
        CountDownLatch never = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = List.of(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Workers.run(tasks, 1)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
