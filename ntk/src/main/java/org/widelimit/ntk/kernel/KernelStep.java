package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.ntk.dual.DualActivation;

/** An {@link Architecture} as instructions for a machine with a stack. */
sealed interface KernelStep {

    /** Through an affine layer. */
    record Affine(AffineLayer layer) implements KernelStep {}

    /** Through an activation. */
    record Activate(DualActivation activation) implements KernelStep {}

    /** Keeps a copy. */
    record Push() implements KernelStep {}

    /**
     * {@code shortcut^2} times the copy kept last plus {@code residual^2} times what is there.
     *
     * @param push the step that kept the copy
     */
    record Add(double shortcut, double residual, int push) implements KernelStep {}

    /** The steps of an architecture in order. */
    static List<KernelStep> of(Architecture architecture) {
        List<KernelStep> steps = new ArrayList<>();
        append(architecture.blocks(), steps);
        return List.copyOf(steps);
    }

    private static void append(List<Block> blocks, List<KernelStep> steps) {
        for (Block block : blocks) {
            if (block instanceof AffineLayer layer) {
                steps.add(new Affine(layer));
            } else if (block instanceof ActivationLayer layer) {
                steps.add(new Activate(layer.activation()));
            } else if (block instanceof SkipConnection skip) {
                int push = steps.size();
                steps.add(new Push());
                append(skip.branch(), steps);
                steps.add(new Add(skip.shortcut(), skip.residual(), push));
            }
        }
    }
}
