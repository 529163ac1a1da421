package org.widelimit.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

/**
 * {@code z_l = E_l h_(l-1) + beta_l}, {@code h_l = phi(z_l)}, {@code f = z_(L+1)}, {@code E_l = s_l M_l o W_l}, {@code beta_l = t b_l}:
 * a multilayer perceptron with masks.
 *
 * <p>{@code s_l = sqrt(Vw/fan_in)}, {@code t = sqrt(Vb)} in the NTK parametrisation and 1 in the standard one. Layers count from
 * {@code l = 1} (fed by the input) to {@code L+1} (the output); {@code W_l} and the 0/1 mask {@code M_l} have shape
 * (n_l, n_(l-1)). A batch is a matrix with one example per row. Stored weights are never multiplied by their mask.
 *
 * <p>Derivatives are exact up to rounding, with the conventions of {@link Activation} at kinks. The derivative with respect to
 * a masked weight is zero. Immutable; the same bits for any number of threads.
 */
public final class Mlp {
    private final MlpShape shape;
    private final MlpOptions options;
    private final List<Layer> layers;
    private final DenseBackend backend;

    private Mlp(MlpShape shape, MlpOptions options, List<Layer> layers, DenseBackend backend) {
        this.shape = shape;
        this.options = options;
        this.layers = List.copyOf(layers);
        this.backend = backend;
    }

    /**
     * A network with random parameters and no masks.
     *
     * @param streams layer l draws from the children {@code weight/l} and {@code bias/l}
     */
    public static Mlp initialise(MlpShape shape, MlpOptions options, RandomStreams streams) {
        return new Mlp(shape, options, Initialiser.draw(shape, options, streams), DenseBackends.preferred());
    }

    /**
     * A network with given stored weights and biases and no masks.
     *
     * @param weights {@code W_1 .. W_(L+1)}, each (out, in), with chained shapes; copied
     * @param biases {@code b_1 .. b_(L+1)}, or empty exactly when {@code options} has no biases; copied
     */
    public static Mlp of(MlpOptions options, List<DMatrixRMaj> weights, List<double[]> biases) {
        MlpShape shape = shapeOf(weights);
        if (biases.size() != (options.biases() == Biases.PRESENT ? weights.size() : 0)) {
            throw new IllegalArgumentException("expected biases " + options.biases() + ", found " + biases.size()
                    + " bias vectors for " + weights.size() + " layers");
        }
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= shape.layers(); l++) {
            DMatrixRMaj weight = weights.get(l - 1).copy();
            double @Nullable [] bias =
                    biases.isEmpty() ? null : biases.get(l - 1).clone();
            if (bias != null && bias.length != shape.units(l)) {
                throw new IllegalArgumentException(
                        "expected " + shape.units(l) + " biases, found " + bias.length + " in layer " + l);
            }
            Mask dense = Mask.dense("layer" + l, weight.numRows, weight.numCols);
            layers.add(Initialiser.layer(shape, options, l, weight, bias, dense));
        }
        return new Mlp(shape, options, layers, DenseBackends.preferred());
    }

    /** The shape of a chain of weight matrices (out, in). */
    static MlpShape shapeOf(List<DMatrixRMaj> weights) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer, found none");
        }
        List<Integer> hidden = new ArrayList<>();
        for (int l = 1; l < weights.size(); l++) {
            if (weights.get(l).numCols != weights.get(l - 1).numRows) {
                throw new IllegalArgumentException("expected " + weights.get(l - 1).numRows + " columns, found "
                        + weights.get(l).numCols + " in layer " + (l + 1));
            }
            hidden.add(weights.get(l - 1).numRows);
        }
        return new MlpShape(weights.get(0).numCols, hidden, weights.get(weights.size() - 1).numRows);
    }

    /** This network with other masks, one for each layer from the input on; the stored weights stay. */
    public Mlp withMasks(List<Mask> masks) {
        if (masks.size() != layers.size()) {
            throw new IllegalArgumentException("expected " + layers.size() + " masks, found " + masks.size());
        }
        List<Layer> masked = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            masked.add(layers.get(l).withMask(masks.get(l)));
        }
        return new Mlp(shape, options, masked, backend);
    }

    /** This network with other stored parameters, in the order of {@link #parameters}; the masks stay. */
    public Mlp withParameters(double[] parameters) {
        Gradients split = ParameterLayout.unflatten(shape, options.biases(), parameters);
        List<Layer> changed = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            double @Nullable [] bias =
                    split.biases().isEmpty() ? null : split.biases().get(l);
            changed.add(layers.get(l).withParameters(split.weights().get(l), bias));
        }
        return new Mlp(shape, options, changed, backend);
    }

    /** This network with its products computed by another backend. */
    public Mlp withBackend(DenseBackend other) {
        return new Mlp(shape, options, layers, other);
    }

    /** {@code f(X)}, (n, outputs), for {@code X} (n, inputs). */
    public DMatrixRMaj forward(DMatrixRMaj x) {
        checkInputs(x);
        DMatrixRMaj h = x;
        for (int l = 1; l <= layers(); l++) {
            DMatrixRMaj z = Backpropagation.preActivation(this, l, h);
            h = l < layers() ? Backpropagation.activate(options.activation(), z) : z;
        }
        return h;
    }

    /** The forward pass for {@code X} (n, inputs) with all that it leaves behind. */
    public Trace forwardTrace(DMatrixRMaj x) {
        checkInputs(x);
        return Backpropagation.forward(this, x);
    }

    /**
     * {@code dL/dtheta = sum_e (df(x_e)/dtheta)^T dL/df(x_e)}, summed over the batch.
     *
     * @param x inputs, (n, inputs)
     * @param lossByOutput {@code dL/df}, (n, outputs)
     */
    public Gradients gradients(DMatrixRMaj x, DMatrixRMaj lossByOutput) {
        return gradients(forwardTrace(x), lossByOutput);
    }

    /** As {@link #gradients(DMatrixRMaj, DMatrixRMaj)}, from a trace of this network. */
    public Gradients gradients(Trace trace, DMatrixRMaj lossByOutput) {
        checkSeed(trace, lossByOutput);
        return Backpropagation.gradients(this, trace, lossByOutput);
    }

    /**
     * {@code dL/dM_l = s_l W_l o dL/dE_l}: the derivative with respect to the mask's entries, taken as real numbers.
     *
     * <p>It is not zero where the mask is zero: it says what restoring that weight would do to first order.
     *
     * @return for each layer a matrix (out, in)
     */
    public List<DMatrixRMaj> maskGradients(Trace trace, DMatrixRMaj lossByOutput) {
        checkSeed(trace, lossByOutput);
        List<DMatrixRMaj> d = Backpropagation.sensitivities(this, trace, lossByOutput);
        List<DMatrixRMaj> gradients = Backpropagation.effectiveGradients(backend, trace, d);
        for (int l = 0; l < gradients.size(); l++) {
            Layer layer = layers.get(l);
            double[] g = gradients.get(l).data;
            for (int k = 0; k < g.length; k++) {
                g[k] *= layer.weightScale() * layer.weight().data[k];
            }
        }
        return gradients;
    }

    /**
     * {@code J_ep = df_k(x_e)/dtheta_p}, (n, P): one row per example, columns in the order of {@link #parameters}.
     *
     * @param output {@code k}, 0-based
     */
    public DMatrixRMaj jacobian(DMatrixRMaj x, int output) {
        Trace trace = forwardTrace(x);
        return Backpropagation.jacobian(this, trace, trace.sensitivities(output));
    }

    /**
     * {@code (d^2 L/dtheta^2) v} for {@code L = loss(f(X), Y)}, exact (B. Pearlmutter, Fast exact multiplication by the
     * Hessian, Neural Computation 6, 1994).
     *
     * @param x inputs, (n, inputs)
     * @param targets {@code Y}, (n, outputs)
     * @param direction {@code v}; entries at masked weights are ignored
     */
    public Gradients hessianProduct(DMatrixRMaj x, DMatrixRMaj targets, Loss loss, Gradients direction) {
        return HessianProduct.of(this, forwardTrace(x), targets, loss, direction);
    }

    /** {@code L + 1}: the number of weight layers. */
    public int layers() {
        return layers.size();
    }

    /** Widths from the input to the outputs. */
    public MlpShape shape() {
        return shape;
    }

    /** Activation, variances and scaling. */
    public MlpOptions options() {
        return options;
    }

    /** The linear algebra that its products are computed with. */
    public DenseBackend backend() {
        return backend;
    }

    /** {@code W_1 .. W_(L+1)}: copies of the stored weights, not scaled, not masked; each (out, in). */
    public List<DMatrixRMaj> weights() {
        return layers.stream().map(layer -> layer.weight().copy()).toList();
    }

    /** {@code E_1 .. E_(L+1)}: copies of the weights of the forward pass, scaled and masked; each (out, in). */
    public List<DMatrixRMaj> effectiveWeights() {
        return layers.stream().map(layer -> layer.effective().copy()).toList();
    }

    /** {@code b_1 .. b_(L+1)}: copies of the stored biases, not scaled; empty when there are none. */
    public List<double[]> biases() {
        return layers.stream()
                .flatMap(layer -> Stream.ofNullable(layer.bias()))
                .map(double[]::clone)
                .toList();
    }

    /** {@code M_1 .. M_(L+1)}; all ones where a layer is not masked. */
    public List<Mask> masks() {
        return layers.stream().map(Layer::mask).toList();
    }

    /** {@code s_l} for {@code l = 1 .. L+1}: the factor between stored and effective weights. */
    public double weightScale(int l) {
        return layer(l).weightScale();
    }

    /** {@code t} for {@code l = 1 .. L+1}: the factor between stored and effective biases. */
    public double biasScale(int l) {
        return layer(l).biasScale();
    }

    /** {@code P}: the number of stored parameters, masked ones included. */
    public int parameterCount() {
        return ParameterLayout.count(shape, options.biases());
    }

    /** {@code (W_1, b_1, W_2, b_2, ...)} in one vector of length P, matrices row by row, masked weights included. */
    public double[] parameters() {
        List<DMatrixRMaj> weights = layers.stream().map(Layer::weight).toList();
        List<double[]> biases = layers.stream()
                .flatMap(layer -> Stream.ofNullable(layer.bias()))
                .toList();
        return ParameterLayout.flatten(weights, biases);
    }

    Layer layer(int l) {
        return layers.get(l - 1);
    }

    private void checkInputs(DMatrixRMaj x) {
        if (x.numCols != shape.inputs()) {
            throw new IllegalArgumentException("expected inputs of shape (n, " + shape.inputs() + "), found ("
                    + x.numRows + ", " + x.numCols + ")");
        }
    }

    private void checkSeed(Trace trace, DMatrixRMaj seed) {
        DMatrixRMaj f = Objects.requireNonNull(trace).outputs();
        if (seed.numRows != f.numRows || seed.numCols != f.numCols) {
            throw new IllegalArgumentException("expected dL/df of shape (" + f.numRows + ", " + f.numCols + "), found ("
                    + seed.numRows + ", " + seed.numCols + ")");
        }
    }
}
