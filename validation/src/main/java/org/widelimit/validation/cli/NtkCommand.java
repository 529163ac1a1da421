package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.GraphonFiles;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.networks.MlpOptions;
import org.widelimit.ntk.kernel.Architecture;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.ntk.spectrum.SmallestEigenvalue;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.arrays.NpyMatrixFile;
import org.widelimit.numerics.linalg.DenseBackend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ntk}: the kernel of the limit, or of finite networks, and its spectrum. */
@Command(
        name = "ntk",
        description = {
            "Compute the tangent kernel of an infinitely wide network (dense, or with graphons), or of finite ones (--empirical).",
            "Every layer is z = sqrt(Vw/fan_in) W h + sqrt(Vb) b with standard normal entries, so K_0 = Vw x.x'/d + Vb (but for --parametrisation).",
            "A network with several outputs has the mean of the kernels of its outputs."
        })
final class NtkCommand extends org.widelimit.validation.cli.Command {

    /** What a kernel may take of the heap. */
    private static final double MOST_OF_MEMORY = 0.5;

    /** What a Java array holds. */
    private static final long MOST_ENTRIES = Integer.MAX_VALUE - 8L;

    private static final double GIGABYTE = 1 << 30;

    @Option(names = "--inputs", required = true, paramLabel = "X.npy", description = "Inputs, shape (n, d).")
    private Path inputs = Path.of("");

    @Option(names = "--other", paramLabel = "Y.npy", description = "Other inputs, shape (m, d), for a kernel (n, m).")
    private @Nullable Path other;

    @Option(names = "--hidden-layers", required = true, paramLabel = "L", description = "Number of hidden layers.")
    private int hiddenLayers;

    @Option(
            names = "--activation",
            defaultValue = "relu",
            paramLabel = "A",
            completionCandidates = ActivationNames.class,
            description = {"One of ${COMPLETION-CANDIDATES}", "(default: ${DEFAULT-VALUE})."})
    private String activation = "relu";

    @Option(
            names = "--weight-variance",
            defaultValue = "2",
            paramLabel = "V",
            description = "Vw (default: ${DEFAULT-VALUE}).")
    private double weightVariance;

    @Option(
            names = "--bias-variance",
            defaultValue = "0",
            paramLabel = "V",
            description = "Vb (default: ${DEFAULT-VALUE}).")
    private double biasVariance;

    @Mixin
    private final ParametrisationArguments parametrisation = new ParametrisationArguments();

    @Option(
            names = "--graphons",
            split = ",",
            paramLabel = "G",
            description = "A graphon file, or 'dense', for each of the L+1 weight layers in order from the input.")
    private List<String> graphons = List.of();

    @Option(
            names = "--masks",
            paramLabel = "MASKS",
            description = {
                "Estimate the graphons of these masks first, as 'graphon --chain'.",
                "The file: " + MaskArguments.FORMATS + "."
            })
    private @Nullable Path masks;

    @Mixin
    private final MaskArguments maskArguments = new MaskArguments();

    @Mixin
    private final EstimatorArguments estimator = new EstimatorArguments();

    @Option(
            names = "--variant",
            defaultValue = "masked",
            paramLabel = "NAME",
            description = {
                "masked: pruned weights have no gradient (default);",
                "variance-profile: a dense network whose weights have the graphon as variance."
            })
    private String variant = "masked";

    @Option(
            names = "--empirical",
            paramLabel = "WIDTH",
            description = "The kernel of finite networks of this width instead.")
    private @Nullable Integer empirical;

    @Option(
            names = "--samples",
            defaultValue = "1",
            paramLabel = "N",
            description = "With --empirical: the mean over so many networks (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--out", required = true, paramLabel = "K.npy", description = "Where the tangent kernel goes.")
    private Path out = Path.of("");

    @Option(names = "--nngp-out", paramLabel = "F", description = "Where the NNGP kernel goes (not with --empirical).")
    private @Nullable Path nngpOut;

    @Option(
            names = "--spectrum",
            paramLabel = "F",
            description = "Where the spectrum goes, as JSON (square kernels alone).")
    private @Nullable Path spectrumOut;

    @Mixin
    private final TrainingArguments training = new TrainingArguments();

    @Override
    public Integer call() {
        checkOptions();
        DMatrixRMaj x = inputs(inputs);
        DMatrixRMaj y = other == null ? null : inputs(other);
        if (y != null && y.numCols != x.numCols) {
            throw new InputException(other + ": expected " + x.numCols + " columns, as " + inputs
                    + " has, found shape (" + y.numRows + ", " + y.numCols + ")");
        }
        DMatrixRMaj targets = training.targets(x.numRows);
        DenseBackend backend = backend();
        KernelOptions options = KernelOptions.of(Activation.named(activation), hiddenLayers)
                .withVariances(weightVariance, biasVariance);
        if (empirical != null) {
            MlpOptions network = MlpOptions.of(
                    Activation.named(activation), parametrisation.parametrisation(), weightVariance, biasVariance);
            EmpiricalKernel finite =
                    new EmpiricalKernel(network, hiddenLayers, empirical, samples, maskChain(), graphonChain());
            Execution execution = Execution.of(common().threads()).withBackend(backend);
            long start = System.nanoTime();
            DMatrixRMaj kernel = finite.compute(x, y, streams().child("ntk"), execution);
            Supplier<DMatrixRMaj> square =
                    () -> y == null ? kernel : finite.compute(x, null, streams().child("ntk"), execution);
            finish(kernel, null, backend, start, trained(x, targets, square, kernel));
            return ExitCode.DONE;
        }
        try (TileProgress progress = TileProgress.on(err())) {
            Execution execution =
                    Execution.of(common().threads()).withBackend(backend).withProgress(progress);
            Architecture architecture = parametrisation.architecture(options, x.numCols);
            limit(new LimitKernel(options, architecture, chain(), variant(), x, y, execution), targets);
        }
        return ExitCode.DONE;
    }

    /** Into memory where there is room, else tile by tile into the files. */
    private void limit(LimitKernel limit, @Nullable DMatrixRMaj targets) {
        int rows = limit.x().numRows;
        int columns = limit.columns();
        DenseBackend backend = limit.execution().backend();
        double need = (double) rows * columns * Double.BYTES * (nngpOut == null ? 1 : 2);
        boolean fits =
                need <= MOST_OF_MEMORY * Runtime.getRuntime().maxMemory() && (long) rows * columns < MOST_ENTRIES;
        if (fits) {
            DMatrixRMaj nngp = nngpOut == null ? null : new DMatrixRMaj(rows, columns);
            long start = System.nanoTime();
            DMatrixRMaj kernel = limit.inMemory(nngp);
            Supplier<DMatrixRMaj> square =
                    () -> limit.y() == null ? kernel : limit.square().inMemory(null);
            finish(kernel, nngp, backend, start, trained(limit.x(), targets, square, kernel));
        } else if (spectrumOut != null || targets != null) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected a kernel that fits into memory, found %d x %d, which takes %.1f GB of the %.1f GB"
                            + " (JAVA_OPTS=-Xmx... raises them)",
                    spectrumOut != null ? "--spectrum" : "--targets",
                    rows,
                    columns,
                    need / GIGABYTE,
                    Runtime.getRuntime().maxMemory() / GIGABYTE));
        } else {
            long start = System.nanoTime();
            limit.intoFiles(out, nngpOut);
            double seconds = (System.nanoTime() - start) * 1e-9;
            report(rows, columns, backend, seconds, object(), "tile by tile, the file included\n");
        }
    }

    /** What is done with a kernel that is in memory, beside writing it. */
    private Function<ObjectNode, String> trained(
            DMatrixRMaj x, @Nullable DMatrixRMaj targets, Supplier<DMatrixRMaj> square, DMatrixRMaj kernel) {
        return json -> targets == null
                ? ""
                : training.train(x, targets, square, other == null ? null : kernel, backend(), json);
    }

    private void finish(
            DMatrixRMaj kernel,
            @Nullable DMatrixRMaj nngp,
            DenseBackend backend,
            long start,
            Function<ObjectNode, String> trained) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        // First what can be refused: a kernel whose spectrum has no room, or that has no inverse, must leave no file
        // behind.
        Spectrum spectrum = spectrumOut == null ? null : Spectrum.of(kernel, backend);
        SmallestEigenvalue smallest = spectrum == null ? null : SmallestEigenvalue.of(kernel, spectrum, backend);
        ObjectNode training = object();
        String trainingText = trained.apply(training);
        write(out, kernel);
        if (nngpOut != null && nngp != null) {
            write(nngpOut, nngp);
        }
        String spectrumText = "";
        if (spectrumOut != null && spectrum != null && smallest != null) {
            SpectrumJson.write(spectrumOut, spectrum, smallest);
            spectrumText = SpectrumJson.text(spectrum, smallest);
        }
        report(kernel.numRows, kernel.numCols, backend, seconds, training, spectrumText + trainingText);
    }

    /** Row by row: a kernel that is half of the heap has no room for a copy. */
    private static void write(Path target, DMatrixRMaj kernel) {
        try (NpyMatrixFile file = NpyMatrixFile.create(target, kernel.numRows, kernel.numCols)) {
            for (int i = 0; i < kernel.numRows; i++) {
                file.put(i, 0, kernel.data, i * kernel.numCols, kernel.numCols);
            }
            file.commit();
        }
    }

    private void checkOptions() {
        checkOutput("--out", out);
        training.check(this);
        if (nngpOut != null) {
            checkOutput("--nngp-out", nngpOut);
            if (empirical != null) {
                throw new InputException(
                        "--nngp-out: a finite network has no NNGP kernel; expected it without --empirical");
            }
        }
        if (spectrumOut != null) {
            checkOutput("--spectrum", spectrumOut);
            if (other != null) {
                throw new InputException(
                        "--spectrum: expected a square kernel of one set of inputs, found --other as well");
            }
        }
        if (hiddenLayers < 0 || hiddenLayers > 10_000) {
            throw new InputException("--hidden-layers: expected a number from 0 to 10000, found " + hiddenLayers);
        }
        if (!(weightVariance > 0 && Double.isFinite(weightVariance))) {
            throw new InputException("--weight-variance: expected a positive number, found " + weightVariance);
        }
        if (!(biasVariance >= 0 && Double.isFinite(biasVariance))) {
            throw new InputException("--bias-variance: expected a number >= 0, found " + biasVariance);
        }
        if (!graphons.isEmpty() && masks != null) {
            throw new InputException("ntk: expected one of --graphons and --masks, found both");
        }
        if (empirical != null && (empirical < 1 || samples < 1)) {
            throw new InputException("ntk --empirical: expected a width and a number of samples of at least 1, found "
                    + empirical + " and " + samples);
        }
        variant();
        // Whatever is given, and before long work: a name, or a number of blocks, that there is not is refused.
        estimator.estimator();
        parametrisation.check(!graphons.isEmpty() || masks != null, empirical);
    }

    private Variant variant() {
        return switch (variant) {
            case "masked" -> Variant.MASKED;
            case "variance-profile" -> Variant.VARIANCE_PROFILE;
            default ->
                throw new InputException("--variant: expected masked or variance-profile, found \"" + variant + '"');
        };
    }

    private static DMatrixRMaj inputs(Path file) {
        DMatrixRMaj matrix = Npy.read(file).requireFinite().toMatrix();
        if (matrix.getNumElements() == 0) {
            throw new InputException(file + ": expected inputs of shape (n, d) with n, d >= 1, found (" + matrix.numRows
                    + ", " + matrix.numCols + ")");
        }
        return matrix;
    }

    /** The graphons of the limit, or null for a dense network. */
    private @Nullable GraphonChain chain() {
        MaskChain chain = maskChain();
        return chain == null
                ? graphonChain()
                : estimator
                        .estimator()
                        .estimateChain(chain, streams().child("graphon"))
                        .graphons();
    }

    private @Nullable MaskChain maskChain() {
        if (masks == null) {
            return null;
        }
        MaskChain chain = MaskFiles.read(masks, maskArguments.reading()).requireConsistent();
        if (chain.layers().size() != hiddenLayers + 1) {
            throw new InputException(
                    masks + ": expected the masks of " + (hiddenLayers + 1) + " weight layers (--hidden-layers "
                            + hiddenLayers + "), found " + chain.layers().size());
        }
        return chain;
    }

    private @Nullable GraphonChain graphonChain() {
        if (graphons.isEmpty()) {
            return null;
        }
        if (graphons.size() != hiddenLayers + 1) {
            throw new InputException("--graphons: expected " + (hiddenLayers + 1)
                    + " entries, one for each weight layer, found " + graphons.size());
        }
        List<StepGraphon> layers = new ArrayList<>();
        for (String graphon : graphons) {
            layers.add(graphon.equals("dense") ? StepGraphon.dense() : GraphonFiles.read(Path.of(graphon)));
        }
        return GraphonChain.of(layers);
    }

    private void report(int rows, int columns, DenseBackend backend, double seconds, ObjectNode training, String more) {
        ObjectNode json = object();
        json.put("n", rows);
        json.put("hiddenLayers", hiddenLayers);
        json.put("backend", backend.name());
        json.put("threads", common().threads());
        Json.put(json, "seconds", seconds);
        json.put("columns", columns);
        json.put("core", backend.core());
        json.setAll(training);
        print(
                json,
                () -> String.format(
                                Locale.ROOT,
                                "kernel (%d, %d) written to %s: %.3f s with %s, %d threads%n",
                                rows,
                                columns,
                                out,
                                seconds,
                                backend.description(),
                                common().threads())
                        + more);
    }
}
