package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.ntk.dynamics.Converged;
import org.widelimit.ntk.dynamics.GradientFlow;
import org.widelimit.ntk.dynamics.KernelPredictor;
import org.widelimit.ntk.dynamics.MseDynamics;
import org.widelimit.ntk.dynamics.MseOptions;
import org.widelimit.ntk.dynamics.Ridge;
import org.widelimit.ntk.dynamics.Training;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.linalg.DenseBackend;
import picocli.CommandLine.Option;

/** The options of {@code ntk} that train under the kernel: gradient flow on the squared error, averaged over the examples, from the function 0. */
final class TrainingArguments {

    @Option(
            names = "--targets",
            paramLabel = "y.npy",
            description =
                    "Train on these targets, shape (n, o) or (n,): the mean over networks of gradient flow on 1/(2n) |f - y|^2.")
    private @Nullable Path targets;

    @Option(names = "--time", paramLabel = "T", description = "With --targets: until this time (default: to the end).")
    private @Nullable Double time;

    @Option(
            names = "--ridge",
            paramLabel = "R",
            defaultValue = "0",
            description = "With --targets: added to the kernel's diagonal (default: ${DEFAULT-VALUE}).")
    private double ridge;

    @Option(
            names = "--predict",
            paramLabel = "F.npy",
            description = "With --targets: where the outputs go, at the other inputs with --other, else at the inputs.")
    private @Nullable Path predict;

    @Option(
            names = "--predictor-out",
            paramLabel = "P.npz",
            description = "With --targets: where inputs and coefficients a go; f(x) = kernel(x, inputs) a.")
    private @Nullable Path predictorOut;

    boolean requested() {
        return targets != null;
    }

    void check(Command command) {
        if (targets == null && (time != null || ridge != 0 || predict != null || predictorOut != null)) {
            throw new InputException(
                    "ntk: expected --targets with --time, --ridge, --predict and --predictor-out, found none");
        }
        if (time != null && !(time >= 0 && Double.isFinite(time))) {
            throw new InputException("--time: expected a number >= 0, found " + time);
        }
        if (!(ridge >= 0 && Double.isFinite(ridge))) {
            throw new InputException("--ridge: expected a number >= 0, found " + ridge);
        }
        if (predict != null) {
            command.checkOutput("--predict", predict);
        }
        if (predictorOut != null) {
            command.checkOutput("--predictor-out", predictorOut);
        }
    }

    /**
     * The targets for so many examples, or null where none are asked for.
     *
     * @throws InputException if their number is another
     */
    @Nullable
    DMatrixRMaj targets(int examples) {
        if (targets == null) {
            return null;
        }
        NdArray array = Npy.read(targets);
        DMatrixRMaj y = array.rank() == 1 ? DMatrixRMaj.wrap(array.size(), 1, array.toVector()) : array.toMatrix();
        if (y.numRows != examples || y.numCols < 1) {
            throw new InputException(targets + ": expected the targets of " + examples + " inputs, found shape ("
                    + y.numRows + ", " + y.numCols + ")");
        }
        return y;
    }

    /**
     * Trains, writes the files, and puts what there is to say into the report.
     *
     * @param square the kernel of the inputs, (n, n); asked for once
     * @param cross the kernel of the inputs against the other ones, (n, m), or null where there are none
     */
    String train(
            DMatrixRMaj x,
            DMatrixRMaj y,
            Supplier<DMatrixRMaj> square,
            @Nullable DMatrixRMaj cross,
            DenseBackend backend,
            ObjectNode json) {
        MseOptions options = MseOptions.defaults().withBackend(backend).withRidge(Ridge.absolute(ridge));
        MseDynamics dynamics = MseDynamics.of(square.get(), y, options);
        Training training = time == null ? new Converged() : new GradientFlow(time);
        DMatrixRMaj coefficients = dynamics.coefficients(training);
        if (predict != null) {
            DMatrixRMaj outputs =
                    cross == null ? dynamics.trainOutputs(training) : backend.multiplyTransA(cross, coefficients);
            Npy.write(predict, NdArray.of(outputs));
        }
        if (predictorOut != null) {
            new KernelPredictor(x, coefficients).write(predictorOut);
        }
        double loss = dynamics.loss(training);
        double rate = dynamics.largestStableRate(0);
        Json.put(json, "trainLoss", loss);
        Json.put(json, "largestStableRate", rate);
        return String.format(
                Locale.ROOT,
                "trained %s: loss %.4g on the inputs; gradient descent is stable below rate %.4g%n",
                time == null ? "to the end" : "until time " + time,
                loss,
                rate);
    }
}
