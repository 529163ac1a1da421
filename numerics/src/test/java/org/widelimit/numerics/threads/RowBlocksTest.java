package org.widelimit.numerics.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;

class RowBlocksTest {

    /** A row that came twice could be added to twice, and one that never came would stay zero. */
    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1", "1, 3", "127, 2", "128, 1", "128, 2", "129, 2", "129, 3", "1000, 1", "1000, 3"})
    void everyRowComesOnce(int rows, int threads) {
        AtomicIntegerArray count = new AtomicIntegerArray(rows);
        RowBlocks.each(rows, threads, (from, to) -> {
            assertThat(from).isLessThan(to);
            for (int i = from; i < to; i++) {
                count.incrementAndGet(i);
            }
        });
        for (int i = 0; i < rows; i++) {
            assertThat(count.get(i)).as("row %d", i).isEqualTo(1);
        }
    }

    /** Sums within a block are the same bits for any number of threads, as long as the blocks are. */
    @Test
    void theBlocksDoNotDependOnTheThreads() {
        Set<String> one = blocks(1);
        assertThat(one).hasSizeGreaterThan(3);
        assertThat(blocks(2)).isEqualTo(one);
        assertThat(blocks(5)).isEqualTo(one);
    }

    private static Set<String> blocks(int threads) {
        Set<String> blocks = Collections.synchronizedSet(new HashSet<>());
        RowBlocks.each(700, threads, (from, to) -> blocks.add(from + " to " + to));
        return blocks;
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void whatATaskThrowsComesOut(int threads) {
        assertThatThrownBy(() -> RowBlocks.each(300, threads, (from, to) -> {
                    throw new InputException("no row");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("no row");
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void anInterruptCancels(int threads) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> RowBlocks.each(100_000, threads, (from, to) -> {}))
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
