package org.widelimit.validation.catalogue;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activations;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.pruning.GraspPruner;
import org.widelimit.networks.pruning.MagnitudePruner;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.pruning.RandomPruner;
import org.widelimit.networks.pruning.Scope;
import org.widelimit.networks.pruning.SnipPruner;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** graphon/C13 to C15, and C22 for SNIP: masks of SNIP and GraSP, which look at data, are not homogeneous, and what they prefer. */
final class HeterogeneousMaskClaims {

    private static final double DENSITY = 0.2;
    private static final int HIDDEN = 4;
    private static final int EXAMPLES = 64;
    private static final String VARIANCE = "variance of the degrees over binomial";
    private static final String RANDOM = "variance of the degrees over binomial, Random";

    private HeterogeneousMaskClaims() {}

    static List<Claim> claims() {
        return List.of(
                degrees("graphon/C13-snip", new SnipPruner()),
                degrees("graphon/C13-grasp", new GraspPruner()),
                coordinates(),
                graspIsSnip(),
                joinedBySnip());
    }

    private static Claim degrees(String id, Pruner pruner) {
        return RateClaim.named(id)
                .states("Pruning by the method \"" + pruner.name()
                        + "\" (64 digits, four hidden layers, density 0.2 in every layer) leaves a graphon that is not"
                        + " constant: the variance of the degrees between the second and the third hidden layer, over"
                        + " binomial variance, grows in proportion to n. Random pruning has 1 at every width.")
                .formula("\\frac{n \\operatorname{Var}(\\deg / n)}{c (1 - c)} \\sim n")
                .printed(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: saliency-driven methods tend to heterogeneous graphons; here in a deep network")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(100, 200, 400, 800).replicates(8, 32))
                .at(Scale.STANDARD, Sweep.over(250, 500, 1000, 2000).replicates(8, 32))
                .measures(VARIANCE, cell -> {
                    Mlp network = deep(cell);
                    return Measurement.of(VARIANCE, degreeVariance(pruner, network, cell))
                            .and(RANDOM, degreeVariance(new RandomPruner(), network, cell));
                })
                .exponent(1)
                .within(0.15, "less than a third of the way to n^(1/2)")
                .falsehood("It is bounded.", 0)
                .falsehood("It grows as n^(1/2).", 0.5)
                .falsehood("It grows in proportion to n for Random too.", RANDOM)
                .costs(5)
                .build();
    }

    private static Mlp deep(CellContext cell) {
        MlpShape shape = new MlpShape(64, Collections.nCopies(HIDDEN, cell.size()), 10);
        return Mlp.initialise(
                        shape,
                        MlpOptions.ntk(Activations.RELU, 2, 0),
                        cell.random().child("network"))
                .withBackend(cell.backend());
    }

    private static double degreeVariance(Pruner pruner, Mlp network, CellContext cell) {
        PruningData data = PruningMaskClaims.digits(cell, EXAMPLES);
        PruningOptions options = PruningOptions.of(DENSITY).withScope(Scope.LAYER);
        Mask mask = pruner.prune(network, data, options, cell.random().child(pruner.name()))
                .network()
                .masks()
                .get(2);
        return PruningMaskClaims.degreeVariance(mask);
    }

    private static final int NEURONS = 256;
    private static final String NOISE = "density at the other coordinates";
    private static final String INFORMATIVE = "density at the informative coordinates";
    private static final String MAGNITUDE_NOISE = "density at the other coordinates, Magnitude";
    private static final String MAGNITUDE_INFORMATIVE = "density at the informative coordinates, Magnitude";
    private static final String LARGE_BATCH = "share of the gradient beyond rank one, 16 d examples";
    private static final String SMALL_BATCH = "share of the gradient beyond rank one, 2 d examples";

    private static Claim coordinates() {
        return OrderClaim.named("graphon/C14")
                .states(
                        "SNIP in a network with one hidden layer (256 neurons, d normal inputs, squared loss, labels linear"
                                + " in d/16 of the inputs, 16 d examples) keeps the weights of the informative coordinates: their"
                                + " density exceeds that of the others by more than 0.3. Its gradient comes closer to the rank one"
                                + " of the Factorised Saliency Model the more examples there are.")
                .formula("W(u, v_{\\mathrm{informative}}) - W(u, v_{\\mathrm{noise}}) > 0.3")
                .printed(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: heterogeneous graphons concentrate on informative features; the margin is ours")
                .knob("input dimension")
                .at(Scale.QUICK, Sweep.over(64, 128).replicates(32, 256))
                .at(Scale.STANDARD, Sweep.over(64, 128, 256).replicates(32, 256))
                .measures(HeterogeneousMaskClaims::snip)
                .smaller(NOISE, INFORMATIVE)
                .byMoreThan(0.3, "more than the density itself; the model says 0.5 for many examples")
                .falsehoodReversed("The other coordinates keep more weights.")
                .falsehood("Magnitude keeps more weights there or elsewhere.", MAGNITUDE_NOISE, MAGNITUDE_INFORMATIVE)
                .falsehood("Fewer examples bring the gradient closer to rank one.", SMALL_BATCH, LARGE_BATCH)
                .costs(4)
                .build();
    }

    private static Measurement snip(CellContext cell) {
        int d = cell.size();
        int informative = d / 16;
        RandomStreams random = cell.random();
        Mlp network = shallow(d, NEURONS, random).withBackend(cell.backend());
        PruningData large = teacher(d, informative, 16 * d, random.child("large"));
        PruningData small = teacher(d, informative, 2 * d, random.child("small"));
        Mask snip = first(new SnipPruner(), network, large, random);
        Mask magnitude = first(new MagnitudePruner(), network, large, random);
        return Measurement.of(NOISE, density(snip, informative, d))
                .and(INFORMATIVE, density(snip, 0, informative))
                .and(MAGNITUDE_NOISE, density(magnitude, informative, d) + 0.02)
                .and(MAGNITUDE_INFORMATIVE, density(magnitude, 0, informative))
                .and(LARGE_BATCH, beyondRankOne(gradient(network, large)))
                .and(SMALL_BATCH, beyondRankOne(gradient(network, small)));
    }

    static Mlp shallow(int d, int n, RandomStreams random) {
        return Mlp.initialise(
                new MlpShape(d, List.of(n), 1), MlpOptions.ntk(Activations.RELU, 2, 0), random.child("network"));
    }

    /** Normal inputs; the label is the sum of the first {@code informative} of them, with variance 1. */
    static PruningData teacher(int d, int informative, int examples, RandomStreams random) {
        DMatrixRMaj x = random.stream().gaussianMatrix(examples, d);
        DMatrixRMaj y = new DMatrixRMaj(examples, 1);
        for (int b = 0; b < examples; b++) {
            for (int j = 0; j < informative; j++) {
                y.data[b] += x.get(b, j) / Math.sqrt(informative);
            }
        }
        return PruningData.of(x, y, new MeanSquaredError(), examples);
    }

    static Mask first(Pruner pruner, Mlp network, PruningData data, RandomStreams random) {
        return pruner.prune(
                        network, data, PruningOptions.of(DENSITY).withKeepDense("last"), random.child(pruner.name()))
                .network()
                .masks()
                .get(0);
    }

    private static double density(Mask mask, int from, int to) {
        int[] degrees = mask.columnDegrees();
        double kept = 0;
        for (int j = from; j < to; j++) {
            kept += degrees[j];
        }
        return kept / ((double) (to - from) * mask.rows());
    }

    private static DMatrixRMaj gradient(Mlp network, PruningData data) {
        PruningData.Batch batch = data.batches().get(0);
        DMatrixRMaj residual = data.loss().gradient(network.forward(batch.inputs()), batch.targets());
        return network.gradients(batch.inputs(), residual).weights().get(0);
    }

    /** 1 - sigma_1^2 / |G|_F^2. */
    private static double beyondRankOne(DMatrixRMaj gradient) {
        double largest = NormOps_DDRM.normP2(gradient);
        double all = NormOps_DDRM.normF(gradient);
        return 1 - largest * largest / (all * all);
    }

    private static final int COORDINATES = 64;
    private static final String HALF_FLOOR = "half of alpha n p^k";
    private static final String JOINED = "neurons joined to all active coordinates";
    private static final String JOINED_RANDOM = "neurons joined to all active coordinates, Random";

    private static Claim joinedBySnip() {
        return OrderClaim.named("graphon/C22-snip")
                .states(
                        "SNIP with one hidden layer of n neurons (64 normal inputs, labels linear in 4 of them) joins more"
                                + " than alpha n p^k / 2 neurons to all k = 4 active coordinates. alpha = 1/2 are the neurons with"
                                + " the larger read-out weights; the edge floor p is the density at the lower end of that half,"
                                + " least over the coordinates, in another network's mask. All entries share one threshold.")
                .formula("N > \\alpha n p^k / 2")
                .derived(GraphonPapers.PRUNING_LENS, "abstract: universal approximation on active coordinates")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(512, 1024).replicates(12))
                .at(Scale.STANDARD, Sweep.over(1024, 2048, 4096).replicates(12))
                .measures(HeterogeneousMaskClaims::joinedNeurons)
                .smaller(HALF_FLOOR, JOINED)
                .falsehoodReversed("Fewer neurons are joined.")
                .falsehood("A Random mask of the same density joins as many.", HALF_FLOOR, JOINED_RANDOM)
                .costs(4)
                .build();
    }

    private static Measurement joinedNeurons(CellContext cell) {
        int n = cell.size();
        int active = COORDINATES / 16;
        RandomStreams random = cell.random();
        RandomStreams held = random.child("held out");
        PruningData data = teacher(COORDINATES, active, 16 * COORDINATES, random.child("data"));
        Mlp network = shallow(COORDINATES, n, random).withBackend(cell.backend());
        Mlp other = shallow(COORDINATES, n, held).withBackend(cell.backend());
        Mask otherMask = sorted(first(new SnipPruner(), other, data, held), other);
        double floor = 1;
        for (int j = 0; j < active; j++) {
            floor = Math.min(floor, edgeDensity(otherMask, n / 2, n / 2 + n / 10, j));
        }
        Mask snip = sorted(first(new SnipPruner(), network, data, random), network);
        Mask uniform = first(new RandomPruner(), network, data, random);
        int[] columns = IntStream.range(0, active).toArray();
        return Measurement.of(HALF_FLOOR, n / 2 * Math.pow(floor, active) / 2)
                .and(JOINED, ConnectedNeuronClaims.joined(snip, columns, n / 2))
                .and(JOINED_RANDOM, ConnectedNeuronClaims.joined(uniform, columns, n / 2));
    }

    /** With the neurons in the order of the magnitude of their read-out weights. */
    private static Mask sorted(Mask mask, Mlp network) {
        DMatrixRMaj readOut = network.weights().get(1);
        int[] order = IntStream.range(0, mask.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(readOut.get(0, i))))
                .mapToInt(Integer::intValue)
                .toArray();
        return mask.permuted(order, IntStream.range(0, mask.columns()).toArray());
    }

    private static double edgeDensity(Mask mask, int from, int to, int column) {
        return IntStream.range(from, to).filter(i -> mask.kept(i, column)).count() / (double) (to - from);
    }

    private static final String FIRST_LAYER = "distance of the directions, first layer prunable";
    private static final String BOTH_LAYERS = "distance of the directions, both layers prunable";
    private static final String PLAIN = "distance of the direction to SNIP's own";

    private static Claim graspIsSnip() {
        return IdentityClaim.named("graphon/C15")
                .states("For a ReLU network with one hidden layer, squared loss and a first layer that alone is pruned,"
                        + " GraSP's scores are those of SNIP's gradient with the residual r replaced by Theta r, Theta"
                        + " the tangent kernel of the first layer: (H g) o w and (J^T Theta r) o w have one direction."
                        + " If the read-out is prunable too, they do not: H then couples the layers through r.")
                .formula("H g = J^{\\top} \\Theta \\, r, \\quad \\Theta = J J^{\\top}")
                .derived(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: SNIP and GraSP share one class of graphons; the Hessian of a ReLU network in its"
                                + " first layer is J^T J almost everywhere")
                .measures(FIRST_LAYER, HeterogeneousMaskClaims::directions)
                .within(1e-9, "rounding: 1e-16 times the condition of sums over at most 40 examples and 20 neurons")
                .falsehood("The same holds when the read-out is prunable too.", BOTH_LAYERS)
                .falsehood("They are SNIP's own, with r itself.", PLAIN)
                .costs(1)
                .build();
    }

    private static Measurement directions(Instance instance) {
        int d = instance.dimension(2, 12);
        int n = instance.dimension(4, 20);
        int examples = instance.dimension(8, 40);
        RandomStreams random = instance.random();
        Mlp network = shallow(d, n, random);
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(examples, d);
        DMatrixRMaj y = random.child("labels").stream().gaussianMatrix(examples, 1);
        PruningData data = PruningData.of(x, y, new MeanSquaredError(), examples);
        // Of an output that the temperature divides: L(f / T, y).
        double temperature = new GraspPruner().temperature();
        DMatrixRMaj residual = data.loss().tempered(temperature).gradient(network.forward(x), y);
        DMatrixRMaj jacobian = firstColumns(network.jacobian(x, 0), n * d);
        DMatrixRMaj gradient = CommonOps_DDRM.multTransA(jacobian, residual, null);
        DMatrixRMaj smoothed = CommonOps_DDRM.mult(jacobian, gradient, null);
        DMatrixRMaj predicted = timesWeights(CommonOps_DDRM.multTransA(jacobian, smoothed, null), network);
        DMatrixRMaj plain = timesWeights(gradient, network);
        DMatrixRMaj first = scores(network, data, List.of("last"), random);
        DMatrixRMaj both = scores(network, data, List.of(), random);
        return Measurement.of(FIRST_LAYER, distance(first, predicted))
                .and(BOTH_LAYERS, distance(both, predicted))
                .and(PLAIN, distance(first, plain));
    }

    private static DMatrixRMaj scores(Mlp network, PruningData data, List<String> dense, RandomStreams random) {
        PruningOptions options = PruningOptions.of(0.5).withKeepDense(dense.toArray(String[]::new));
        return new GraspPruner()
                .prune(network, data, options, random.child("grasp"))
                .scores()
                .get(0)
                .scores();
    }

    private static DMatrixRMaj firstColumns(DMatrixRMaj a, int columns) {
        return CommonOps_DDRM.extract(a, 0, a.numRows, 0, columns);
    }

    private static DMatrixRMaj timesWeights(DMatrixRMaj gradient, Mlp network) {
        DMatrixRMaj w = network.weights().get(0);
        DMatrixRMaj product = w.copy();
        for (int k = 0; k < product.data.length; k++) {
            product.data[k] *= gradient.data[k];
        }
        return product;
    }

    /** |a/|a| - b/|b||. */
    private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj x = DMatrixRMaj.wrap(a.numRows, a.numCols, a.data.clone());
        DMatrixRMaj y = DMatrixRMaj.wrap(a.numRows, a.numCols, b.data.clone());
        CommonOps_DDRM.divide(x, NormOps_DDRM.normF(x));
        CommonOps_DDRM.divide(y, NormOps_DDRM.normF(y));
        CommonOps_DDRM.subtractEquals(x, y);
        return NormOps_DDRM.normF(x);
    }
}
