package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.numerics.InputException;
import picocli.CommandLine;

class HistogramArgumentsTest {

    private static EstimatorOptions options(String... arguments) {
        HistogramArguments parsed = new HistogramArguments();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("it", CommandLine.Model.CommandSpec.forAnnotatedObject(parsed)))
                .parseArgs(arguments);
        return parsed.options();
    }

    @Test
    void theDefaultIsTheStandardHistogram() {
        assertThat(options()).isEqualTo(EstimatorOptions.STANDARD);
        assertThat(options("--estimator", "sorted-histogram", "--blocks", "7", "--held-out"))
                .isEqualTo(new EstimatorOptions(7, Sorting.HELD_OUT));
    }

    @Test
    void anotherEstimatorIsRefusedByTheNameOfTheOneThereIs() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> options("--estimator", "usvt"))
                .withMessage("--estimator: expected sorted-histogram, the only one of this command, found \"usvt\"");
    }

    /** What is offered where it is chosen automatically is not offered here. */
    @Test
    void blocksAreANumber() {
        for (String words : new String[] {"auto", "0", "2.5"}) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> options("--blocks", words))
                    .withMessage("--blocks: expected a whole number from 1, found \"" + words + '"');
        }
    }
}
