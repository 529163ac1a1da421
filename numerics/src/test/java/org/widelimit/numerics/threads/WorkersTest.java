package org.widelimit.numerics.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    /** Or a process that is told to end would wait for tasks that are left. */
    @Test
    void theThreadsDoNotKeepTheProcess() {
        List<Supplier<Boolean>> tasks = List.of(() -> Thread.currentThread().isDaemon());
        assertThat(Workers.run(tasks, 1)).containsExactly(true);
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

    @Test
    void noMoreThreadsWorkThanAreAskedForAndTheyAreKept() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<ClassLoader> loaders = ConcurrentHashMap.newKeySet();
        List<Supplier<Integer>> tasks = Collections.nCopies(40, () -> {
            threads.add(Thread.currentThread());
            loaders.add(Thread.currentThread().getContextClassLoader());
            return 0;
        });
        for (int k = 0; k < 20; k++) {
            Workers.run(tasks, 2, Workers.Unfinished.AWAITED);
        }
        // Two at a time; one that is on its way back when the next call comes may be replaced.
        assertThat(threads).hasSizeLessThan(10);
        assertThat(loaders).containsExactly(Thread.currentThread().getContextClassLoader());
        assertThat(threads).allMatch(thread -> thread.getContextClassLoader() == null);
    }

    @Test
    void anInterruptThatATaskLeavesBehindIsNotMeantForTheNext() {
        List<Supplier<Boolean>> tasks = Collections.nCopies(3, () -> {
            boolean interrupted = Thread.currentThread().isInterrupted();
            Thread.currentThread().interrupt();
            return interrupted;
        });
        assertThat(Workers.run(tasks, 1)).containsExactly(false, false, false);
        assertThat(Workers.run(tasks, 1)).containsExactly(false, false, false);
    }

    @Test
    @Timeout(60)
    void callsWithinCallsDoNotWaitForEachOther() {
        List<Supplier<Integer>> inner = Collections.nCopies(3, () -> 1);
        List<Supplier<Integer>> outer = Collections.nCopies(
                4, () -> Workers.run(inner, 2).stream().mapToInt(i -> i).sum());
        assertThat(Workers.run(outer, 2)).containsExactly(3, 3, 3, 3);
    }

    /** The task that fails is the first; the others would be seen. */
    @Test
    @Timeout(60)
    void noTaskBeginsAfterTheFailureIsKnown() {
        AtomicBoolean known = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        CountDownLatch second = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> {
            await(second);
            throw new InputException("bad input");
        });
        Thread caller = Thread.currentThread();
        tasks.add(endsWhenAwaited(caller, second, known));
        tasks.addAll(Collections.nCopies(100, () -> {
            begun.compareAndSet(false, known.get());
            return 0;
        }));
        assertThatThrownBy(() -> Workers.run(tasks, 2, Workers.Unfinished.AWAITED))
                .isInstanceOf(InputException.class);
        assertThat(known).isTrue();
        assertThat(begun).isFalse();
    }

    /** Ends when the caller waits for the end of all, and not before. */
    private static Supplier<Integer> endsWhenAwaited(Thread caller, CountDownLatch begun, AtomicBoolean ended) {
        return () -> {
            begun.countDown();
            while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            ended.set(true);
            return 0;
        };
    }

    @Test
    @Timeout(60)
    void afterAFailureTheCallerWaitsForTasksAtWork() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        List<Supplier<Integer>> tasks = List.of(
                () -> {
                    await(begun);
                    throw new InputException("bad input");
                },
                endsWhenAwaited(Thread.currentThread(), begun, ended));
        assertThatThrownBy(() -> Workers.run(tasks, 2, Workers.Unfinished.AWAITED))
                .isInstanceOf(InputException.class)
                .hasMessage("bad input");
        assertThat(ended).isTrue();
    }

    @Test
    @Timeout(60)
    void anInterruptedCallerWaitsForTasksAtWork() {
        Thread caller = Thread.currentThread();
        AtomicBoolean ended = new AtomicBoolean();
        Supplier<Integer> waiting = endsWhenAwaited(caller, new CountDownLatch(1), ended);
        List<Supplier<Integer>> tasks = List.of(() -> {
            caller.interrupt();
            return waiting.get();
        });
        assertThatThrownBy(() -> Workers.run(tasks, 2, Workers.Unfinished.AWAITED))
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted");
        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForTasksThatAreLeft() {
        CountDownLatch returned = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = List.of(
                () -> {
                    await(begun);
                    throw new InputException("bad input");
                },
                () -> {
                    begun.countDown();
                    return await(returned);
                });
        assertThatThrownBy(() -> Workers.run(tasks, 2)).isInstanceOf(InputException.class);
        returned.countDown();
    }

    /** Waits without heed of interrupts. */
    private static int await(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
        return 0;
    }
}
