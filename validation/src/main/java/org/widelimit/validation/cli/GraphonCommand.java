package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.GraphonFiles;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.ChainEstimate;
import org.widelimit.graphon.estimate.GraphonEstimate;
import org.widelimit.graphon.estimate.GraphonEstimator;
import org.widelimit.graphon.estimate.SortingNull;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;
import org.widelimit.numerics.random.RandomStreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphon FILE}: estimates the graphon of one layer, or of all layers with one neuron order per unit layer. */
@Command(
        name = "graphon",
        description = {
            "Estimate the graphon of a layer of masks (--layer), or of all layers with one neuron order for each unit layer (--chain).",
            "The flatness is the RMS deviation from the mean density; its null is the same for random masks (Erdos-Renyi) of this shape and "
                    + "density, and for random graphs where the mask is symmetric with a zero diagonal."
        })
final class GraphonCommand extends org.widelimit.validation.cli.Command {

    /** A flatness below this is rounding. */
    private static final double FLAT = 1e-9;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Mask file: " + MaskArguments.FORMATS + ". With --estimator sba one or several of the same units.")
    private List<Path> files = List.of();

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "The layer to estimate, as 'widelimit mask FILE' names it (default: the only one).")
    private @Nullable String layer;

    @Option(names = "--chain", description = "Estimate all layers; neurons keep one order where two layers meet.")
    private boolean chain;

    @Mixin
    private final MaskArguments maskArguments = new MaskArguments();

    @Mixin
    private final EstimatorArguments estimator = new EstimatorArguments();

    @Option(
            names = "--out",
            paramLabel = "G.npz",
            description = "Where the graphon of --layer goes; may be left out with --html.")
    private @Nullable Path out;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            description = "Existing folder where the graphons of --chain go, as NAME.npz; may be left out with --html.")
    private @Nullable Path outDir;

    @Option(
            names = "--html",
            paramLabel = "F",
            description =
                    "Draw the mask of --layer, or those of --chain, the graphon and that of a random mask in a page of its own.")
    private @Nullable Path html;

    @Override
    public Integer call() {
        if (chain && layer != null) {
            throw new InputException("graphon: expected one of --layer NAME and --chain, found both");
        }
        if (chain) {
            return estimateChain();
        }
        return estimateLayer();
    }

    private int estimateLayer() {
        checkLayer();
        GraphonEstimator method = estimator.estimator();
        List<Mask> masks = new ArrayList<>();
        for (Path file : files) {
            masks.add(layer(MaskFiles.read(file, maskArguments.reading()), file));
        }
        String name = masks.get(0).name();
        GraphonEstimate estimate = method.estimate(masks, random());
        StepGraphon graphon = estimate.graphon();
        double nullFlatness = SortingNull.flatness(masks, method, SortingNull.STANDARD_TRIALS, random());
        if (out != null) {
            GraphonFiles.write(out, graphon);
        }
        String line = line(name, graphon, nullFlatness);
        String reading = reading(graphon, nullFlatness);
        if (html != null) {
            AtomicFiles.writeString(
                    html, GraphonPage.ofLayer(title(name), masks, graphon, method, line + reading, random()));
        }
        ObjectNode json = object();
        json.put("estimator", method.name());
        describe(json, graphon, nullFlatness);
        describe(json, estimate.bandwidth(), estimate.why());
        print(json, () -> line + why(method, estimate.why()) + reading);
        return ExitCode.DONE;
    }

    private void checkLayer() {
        if (outDir != null) {
            throw new InputException("graphon: expected --out G.npz, found --out-dir, which belongs to --chain");
        }
        if (out == null && html == null) {
            throw new InputException(
                    "graphon: expected --out G.npz, --html F, or --chain with --out-dir DIR, found none of them");
        }
        if (out != null) {
            checkOutput("--out", out);
        }
        if (html != null) {
            checkOutput("--html", html);
        }
    }

    private String title(String of) {
        return "Graphon of " + of + " in " + files.get(0).getFileName();
    }

    private Mask layer(MaskChain masks, Path file) {
        if (layer != null) {
            try {
                return masks.layer(layer);
            } catch (InputException e) {
                throw e.at(file);
            }
        }
        if (masks.layers().size() > 1) {
            throw new InputException("graphon: expected --chain, or --layer with one of "
                    + masks.layers().stream().map(Mask::name).collect(Collectors.joining(", ")) + ", found neither");
        }
        return masks.layers().get(0);
    }

    private int estimateChain() {
        checkChain();
        GraphonEstimator method = estimator.estimator();
        List<MaskChain> chains = new ArrayList<>();
        for (Path file : files) {
            chains.add(MaskFiles.read(file, maskArguments.reading()).requireConsistent());
        }
        MaskChain masks = chains.get(0);
        List<Path> places = places(masks);
        ChainEstimate estimate = method.estimateChain(chains, random());
        GraphonChain graphons = estimate.graphons();
        double[] nullFlatness = SortingNull.flatnessOfChains(chains, method, SortingNull.STANDARD_TRIALS, random());
        ObjectNode json = object();
        json.put("estimator", method.name());
        ArrayNode layers = json.putArray("layers");
        StringBuilder text = new StringBuilder();
        List<String> readings = new ArrayList<>();
        for (int l = 0; l < masks.layers().size(); l++) {
            String name = masks.layers().get(l).name();
            StepGraphon graphon = graphons.layers().get(l);
            ObjectNode object = layers.addObject().put("name", name);
            describe(object, graphon, nullFlatness[l]);
            describe(object, estimate.bandwidths().get(l), estimate.why().get(l));
            String line = line(name, graphon, nullFlatness[l]);
            text.append(line).append(why(method, estimate.why().get(l)));
            readings.add(line + reading(graphon, nullFlatness[l]));
        }
        Json.put(json, "pathDensity", graphons.pathDensity());
        Json.put(json, "maskPathDensity", masks.pathDensity());
        for (int l = 0; l < places.size(); l++) {
            GraphonFiles.write(places.get(l), graphons.layers().get(l));
        }
        if (html != null) {
            AtomicFiles.writeString(
                    html, GraphonPage.ofChain(title("all layers"), chains, graphons, method, readings, random()));
        }
        print(json, () -> text + pathDensities(graphons, masks));
        return ExitCode.DONE;
    }

    private void checkChain() {
        if (outDir == null && html == null) {
            throw new InputException("graphon --chain: expected --out-dir DIR or --html F, found neither");
        }
        if (out != null) {
            throw new InputException("graphon --chain: expected --out-dir DIR, found --out, which belongs to --layer");
        }
        if (outDir != null && !Files.isDirectory(outDir)) {
            throw new InputException("--out-dir " + outDir + ": expected an existing folder, found none");
        }
        if (html != null) {
            checkOutput("--html", html);
        }
    }

    /** Where the layers' graphons go, if anywhere: each to a file of its own. */
    private List<Path> places(MaskChain masks) {
        if (outDir == null) {
            return List.of();
        }
        Set<Path> places = new LinkedHashSet<>();
        for (Mask layer : masks.layers()) {
            Path place = outDir.resolve(fileName(layer.name()));
            checkOutput("--out-dir", place);
            if (!places.add(place)) {
                throw new InputException(
                        "--out-dir: expected layers whose names differ as names of files, found two for "
                                + place.getFileName());
            }
        }
        return List.copyOf(places);
    }

    private static String pathDensities(GraphonChain graphons, MaskChain masks) {
        return String.format(
                Locale.ROOT,
                "path density %.6g (of the masks themselves: %.6g)%n",
                graphons.pathDensity(),
                masks.pathDensity());
    }

    private RandomStreams random() {
        return streams().child("graphon");
    }

    /** A layer's name comes out of a file: as the name of a new file it keeps nothing that means a folder. */
    private static String fileName(String layer) {
        return layer.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_") + ".npz";
    }

    private static void describe(ObjectNode json, StepGraphon graphon, double nullFlatness) {
        json.put("rows", graphon.rowBlocks());
        json.put("columns", graphon.columnBlocks());
        Json.put(json, "density", graphon.edgeDensity());
        Json.put(json, "flatnessRms", graphon.flatnessRms());
        Json.put(json, "flatnessNull", nullFlatness);
    }

    private static void describe(ObjectNode json, double bandwidth, String why) {
        Json.put(json, "bandwidth", bandwidth);
        json.put("why", why);
    }

    private static String why(GraphonEstimator method, String why) {
        return String.format("  %s: %s%n", method.name(), why);
    }

    private static String line(String name, StepGraphon graphon, double nullFlatness) {
        return String.format(
                Locale.ROOT,
                "%s: %d x %d blocks, density %.4f, flatness %.4f (null %.4f)%n",
                name,
                graphon.rowBlocks(),
                graphon.columnBlocks(),
                graphon.edgeDensity(),
                graphon.flatnessRms(),
                nullFlatness);
    }

    private static String reading(StepGraphon graphon, double nullFlatness) {
        if (graphon.flatnessRms() <= Math.max(FLAT, 1.1 * nullFlatness)) {
            return String.format("No structure beyond what this estimator makes of the noise of random masks.%n");
        }
        if (nullFlatness < FLAT) {
            return String.format("Structure: of random masks of this shape and density the estimate is constant.%n");
        }
        return String.format(
                Locale.ROOT,
                "Structure: %.1f times the flatness that this estimator makes of the noise of random masks.%n",
                graphon.flatnessRms() / nullFlatness);
    }
}
