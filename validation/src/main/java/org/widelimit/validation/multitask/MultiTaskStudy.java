package org.widelimit.validation.multitask;

import java.util.List;
import java.util.function.Supplier;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.threads.Workers;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Scale;

/** Weights of tasks at work: the balance of two tasks, the toy problem, regressions of different scale, and two tasks on the digits. A pure function of seed, scale and backend. */
public final class MultiTaskStudy {
    private static final int MORE = 4;

    private MultiTaskStudy() {}

    /** The section at the size that belongs to a scale: four times as many draws, examples and steps above quick. */
    public static DrawnSection run(long seed, Scale scale, int threads, DenseBackend backend) {
        return run(seed, scale == Scale.QUICK ? 1 : MORE, threads, backend);
    }

    static DrawnSection run(long seed, int size, int threads, DenseBackend backend) {
        RandomStreams random = RandomStreams.of(seed).child("multi-task");
        List<Supplier<DrawnPanel>> panels = List.of(
                () -> BalancePanel.of(16 * size, random.child("balance"), backend),
                ToyPanel::of,
                () -> TrainingPanel.regressions(32 * size, 200 * size, random.child("regressions"), backend),
                () -> TrainingPanel.digits(128 * size, 100 * size, random.child("digits"), backend));
        return DrawnSection.of(
                "multi-task",
                "Tasks",
                "Tasks that share parameters",
                "Loss weights that are meant to let all tasks learn equally fast (NTKMTL, arXiv 2510.18258). By equation 15 they are"
                        + " w = (λ~/λ)^½, λ the largest eigenvalue of a task's tangent kernel; the flow under weights (ntkmtl/N2) says"
                        + " w = λ~/λ, if kernels do not overlap. Equal decay is the rule that looks at the off-diagonal blocks as well:"
                        + " MGDA of the logarithms of the losses.",
                Workers.run(panels, threads));
    }
}
