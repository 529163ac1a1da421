package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseTriplet;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonFiles;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.cut.Coupling;
import org.widelimit.graphon.cut.CutBracket;
import org.widelimit.graphon.cut.CutDistance;
import org.widelimit.graphon.cut.CutNorm;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.graphon.cut.RelabelledBracket;
import org.widelimit.graphon.cut.SparseCutNorm;
import org.widelimit.graphon.cut.SparseDifference;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.MatrixMarket;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cut}: the cut norm of a matrix, or of a difference; with {@code --relabel} the cut distance. */
@Command(
        name = "cut",
        description = {
            "Compute the cut norm of A, or of A - B, as a certified bracket with the sets that attain its lower end.",
            "The cut norm is the largest |sum of the entries in S x T| over all sets of rows S and of columns T, divided by the number of entries.",
            "With --relabel, bound the cut distance of A and B instead: the smallest cut norm of A - B over relabellings of the rows and of the columns.",
            "Step graphons (.npz) may differ in their blocks; the sets are then of blocks of the partition by the edges of both.",
            "A sparse A (.mtx, Matrix Market) stays sparse, and B is then a step graphon (.npz)."
        })
final class CutCommand extends org.widelimit.validation.cli.Command {

    private static final int SHOWN = 12;
    private static final int LARGEST_SIDE = 10_000_000;

    @Parameters(index = "0", paramLabel = "A.npy|A.npz|A.mtx", description = "A matrix, or a step graphon.")
    private Path first = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "B.npy|B.npz",
            description =
                    "A matrix of the same shape (of any shape with --relabel), or a step graphon, subtracted from A.")
    private @Nullable Path second;

    @Option(
            names = "--relabel",
            description = "Bound the cut distance over relabellings of two graphons with entries in [0, 1].")
    private boolean relabel;

    @Option(
            names = "--all-vectors",
            description =
                    "For a sparse A, prove the upper end by all unit vectors; by default it is wrong with a probability of 2^-40.")
    private boolean allVectors;

    @Override
    public Integer call() {
        RandomStreams streams = streams().child("cut");
        if (relabel) {
            relabelled(streams);
            return ExitCode.DONE;
        }
        CutBracket bracket = endsWith(first, ".mtx") ? sparse(streams) : dense(streams);
        ObjectNode json = object();
        Json.put(json, "lower", bracket.lower());
        Json.put(json, "upper", bracket.upper());
        json.put("exact", bracket.exact());
        json.set("rows", Json.array(bracket.rows()));
        json.set("columns", Json.array(bracket.columns()));
        Json.put(json, "failureProbability", bracket.failureProbability());
        print(json, () -> text(bracket));
        return ExitCode.DONE;
    }

    private CutBracket dense(RandomStreams streams) {
        if (endsWith(first, ".npz") || second != null && endsWith(second, ".npz")) {
            return graphons(streams);
        }
        DMatrixRMaj a = matrix(first);
        if (second == null) {
            return CutNorm.of(a, CutNormOptions.STANDARD, streams);
        }
        DMatrixRMaj b = matrix(second);
        if (a.numRows != b.numRows || a.numCols != b.numCols) {
            throw new InputException(second + ": expected the shape (" + a.numRows + ", " + a.numCols + ") of " + first
                    + ", found (" + b.numRows + ", " + b.numCols + ")");
        }
        return CutNorm.ofDifference(a, b, CutNormOptions.STANDARD, streams);
    }

    /** Of step graphons, or of one and a matrix, whose blocks are equal. */
    private CutBracket graphons(RandomStreams streams) {
        if (second == null) {
            throw new InputException(first + ": expected a second graphon or matrix, found one (the cut norm of one "
                    + "graphon is its density)");
        }
        return CutDistance.labelled(graphon(first), graphon(second), CutNormOptions.STANDARD, streams);
    }

    private CutBracket sparse(RandomStreams streams) {
        SparseDifference a = sparseMatrix(first);
        if (second != null) {
            if (!endsWith(second, ".npz")) {
                throw new InputException(second + ": expected a step graphon (.npz) beside the sparse matrix " + first);
            }
            a = a.minus(GraphonFiles.read(second));
        }
        SparseCutNorm.Proof proof = allVectors ? SparseCutNorm.Proof.ALL_VECTORS : SparseCutNorm.Proof.RANDOM_VECTORS;
        return SparseCutNorm.of(a, proof, CutNormOptions.STANDARD, streams);
    }

    private static SparseDifference sparseMatrix(Path file) {
        DMatrixSparseTriplet matrix = MatrixMarket.read(file);
        if (Math.max(matrix.numRows, matrix.numCols) > LARGEST_SIDE) {
            throw new InputException(file + ": expected at most " + LARGEST_SIDE + " rows and columns, found shape ("
                    + matrix.numRows + ", " + matrix.numCols + ")");
        }
        try {
            return SparseDifference.of(matrix);
        } catch (InputException e) {
            throw e.at(file);
        }
    }

    private void relabelled(RandomStreams streams) {
        if (second == null) {
            throw new InputException("--relabel: expected two matrices, found one");
        }
        RelabelledBracket bracket =
                CutDistance.relabelled(graphon(first), graphon(second), CutNormOptions.STANDARD, streams);
        ObjectNode json = object();
        Json.put(json, "lower", bracket.lower());
        Json.put(json, "upper", bracket.upper());
        json.put("exact", false);
        json.putNull("rows");
        json.putNull("columns");
        json.put("lowerBy", bracket.source().name());
        ObjectNode bounds = json.putObject("lowerBounds");
        for (RelabelledBracket.LowerBound bound : bracket.lowerBounds()) {
            Json.put(bounds, bound.name(), bound.value());
        }
        Json.put(json, "labelledLower", bracket.labelled());
        coupling(json.putArray("rowCoupling"), bracket.rowCoupling());
        coupling(json.putArray("columnCoupling"), bracket.columnCoupling());
        print(
                json,
                () -> String.format(
                        Locale.ROOT,
                        "cut distance over relabellings in [%.9g, %.9g]%nlower end by %s, upper end by the best relabelling found%n",
                        bracket.lower(),
                        bracket.upper(),
                        bracket.source().name()));
    }

    private static void coupling(ArrayNode pieces, Coupling coupling) {
        int[] from = coupling.first();
        int[] to = coupling.second();
        double[] mass = coupling.mass();
        for (int k = 0; k < mass.length; k++) {
            pieces.addObject().put("a", from[k]).put("b", to[k]).put("mass", mass[k]);
        }
    }

    private static StepGraphon graphon(Path file) {
        if (endsWith(file, ".npz")) {
            return GraphonFiles.read(file);
        }
        DMatrixRMaj matrix = matrix(file);
        for (int k = 0; k < matrix.getNumElements(); k++) {
            if (!(matrix.data[k] >= 0 && matrix.data[k] <= 1)) {
                throw new InputException(file + ": expected entries in [0, 1], found " + matrix.data[k] + " in row "
                        + k / matrix.numCols + ", column " + k % matrix.numCols);
            }
        }
        if (matrix.getNumElements() == 0) {
            throw new InputException(file + ": expected at least one entry, found none");
        }
        return StepGraphon.of(matrix);
    }

    private static DMatrixRMaj matrix(Path file) {
        DMatrixRMaj matrix = Npy.read(file).toMatrix();
        for (int k = 0; k < matrix.getNumElements(); k++) {
            if (!Double.isFinite(matrix.data[k])) {
                throw new InputException(file + ": expected finite entries, found " + matrix.data[k] + " in row "
                        + k / matrix.numCols + ", column " + k % matrix.numCols);
            }
        }
        return matrix;
    }

    private static boolean endsWith(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static String text(CutBracket bracket) {
        return String.format(
                Locale.ROOT,
                "cut norm %s [%.9g, %.9g]%nattained at the lower end by rows %s and columns %s%n%s",
                bracket.exact() ? "(exact)" : "in",
                bracket.lower(),
                bracket.upper(),
                shown(bracket.rows()),
                shown(bracket.columns()),
                bracket.failureProbability() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "the upper end is wrong with a probability of at most %.1g over the seed (--all-vectors: a proof)%n",
                                bracket.failureProbability()));
    }

    private static String shown(int[] indices) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < Math.min(SHOWN, indices.length); i++) {
            text.append(i == 0 ? "" : ", ").append(indices[i]);
        }
        return text.append(indices.length > SHOWN ? ", ...} (" + indices.length + " in all)" : "}")
                .toString();
    }
}
