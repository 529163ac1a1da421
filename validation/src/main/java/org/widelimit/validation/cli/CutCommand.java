package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.cut.CutBracket;
import org.widelimit.graphon.cut.CutNorm;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.Npy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cut}: the cut norm of a matrix, or of a difference. */
@Command(
        name = "cut",
        description = {
            "Compute the cut norm of A, or of A - B, as a certified bracket with the sets that attain its lower end.",
            "The cut norm is the largest |sum of the entries in S x T| over all sets of rows S and of columns T, divided by the number of entries."
        })
final class CutCommand extends org.widelimit.validation.cli.Command {

    private static final int SHOWN = 12;

    @Parameters(index = "0", paramLabel = "A.npy", description = "A matrix.")
    private Path first = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "B.npy",
            description = "A matrix of the same shape, subtracted from A.")
    private @Nullable Path second;

    @Override
    public Integer call() {
        DMatrixRMaj a = matrix(first);
        if (second != null) {
            DMatrixRMaj b = matrix(second);
            if (a.numRows != b.numRows || a.numCols != b.numCols) {
                throw new InputException(second + ": expected the shape (" + a.numRows + ", " + a.numCols + ") of "
                        + first + ", found (" + b.numRows + ", " + b.numCols + ")");
            }
            a = CommonOps_DDRM.subtract(a, b, null);
        }
        CutBracket bracket = CutNorm.of(a, CutNormOptions.STANDARD, streams().child("cut"));
        ObjectNode json = object();
        Json.put(json, "lower", bracket.lower());
        Json.put(json, "upper", bracket.upper());
        json.put("exact", bracket.exact());
        json.set("rows", Json.array(bracket.rows()));
        json.set("columns", Json.array(bracket.columns()));
        print(json, text(bracket));
        return ExitCode.DONE;
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

    private static String text(CutBracket bracket) {
        return String.format(
                Locale.ROOT,
                "cut norm %s [%.9g, %.9g]%nattained at the lower end by rows %s and columns %s%n",
                bracket.exact() ? "(exact)" : "in",
                bracket.lower(),
                bracket.upper(),
                shown(bracket.rows()),
                shown(bracket.columns()));
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
