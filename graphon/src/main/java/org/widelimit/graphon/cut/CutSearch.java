package org.widelimit.graphon.cut;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A search for sets with a large |sum over S x T|: from random starts, best signs for the rows and for the columns in
 * turn until nothing changes, then tabu search from the best results.
 *
 * <p>Both signs of the sum are searched at once. With B = [[sg, c^T], [r, A]], r and c the row and column sums of A
 * and sg their total,
 *
 * <pre>  max over s, t in {-1, 1} of s^T B t = 4 max over S, T of |sum over S x T of a_ij|,</pre>
 *
 * because 4 x^T A y = sg + r.s + c.t + s^T A t for x = (1 + s) / 2 and y = (1 + t) / 2, and the sign of t_0 stands for
 * that of A.
 */
final class CutSearch {

    private final SignProblem signs;
    private final CutNormOptions options;

    private CutSearch(SignProblem signs, CutNormOptions options) {
        this.signs = signs;
        this.options = options;
    }

    /** The best sets found. */
    static Witness of(DMatrixRMaj a, CutNormOptions options, RandomStreams streams) {
        return of(a, List.of(), options, streams);
    }

    /** The best sets found, starting from these column signs (the first stands for t_0) as well. */
    static Witness of(DMatrixRMaj a, List<double[]> columnSigns, CutNormOptions options, RandomStreams streams) {
        return of(new DenseSigns(a), columnSigns, options, streams);
    }

    /** The same for a matrix that is known by its products. */
    static Witness of(SignProblem signs, List<double[]> columnSigns, CutNormOptions options, RandomStreams streams) {
        return new CutSearch(signs, options).run(columnSigns, streams);
    }

    private Witness run(List<double[]> given, RandomStreams streams) {
        List<SignProblem.State> found = new ArrayList<>();
        for (double[] start : given) {
            found.add(signs.alternated(start));
        }
        for (int k = 0; k < options.starts(); k++) {
            var stream = streams.child("cut-start", k).stream();
            double[] start = new double[signs.columns()];
            for (int j = 0; j < start.length; j++) {
                start[j] = stream.nextBoolean(0.5) ? 1 : -1;
            }
            found.add(signs.alternated(start));
        }
        found.sort(Comparator.comparingDouble(state -> -state.value()));
        SignProblem.State best = found.get(0);
        for (int k = 0; k < Math.min(options.tabuStarts(), found.size()); k++) {
            long moves = (long) options.movesPerUnit() * Math.max(signs.rows(), signs.columns());
            TabuSearch search = new TabuSearch(signs, found.get(k), streams.child("cut-tabu", k).stream());
            SignProblem.State improved = signs.alternated(search.run(moves));
            best = improved.value() > best.value() ? improved : best;
        }
        return best.witness();
    }
}
