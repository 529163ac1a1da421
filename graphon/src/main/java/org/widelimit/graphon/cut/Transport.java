package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The coupling of two measures with the least cost,
 *
 * <pre>  min sum c_ij x_ij,   x &gt;= 0,   sum_j x_ij = mu_i,   sum_i x_ij = nu_j,</pre>
 *
 * by shortest augmenting paths: mass goes along the cheapest path from rows that have some left to columns that need
 * some, in a residual graph whose reduced costs c_ij - u_i - v_j stay non-negative (Ford and Fulkerson, 1962; Edmonds
 * and Karp, 1972; for equal measures it is the Hungarian method as Jonker and Volgenant, 1987, write it). Each path is
 * found by Dijkstra's method in O(rows columns).
 */
final class Transport {

    private final DMatrixRMaj cost;
    private final double[] supply;
    private final double[] demand;
    private final DMatrixRMaj flow;
    private final double[] u;
    private final double[] v;
    private final double[] rowDistance;
    private final double[] columnDistance;
    private final int[] columnBefore;
    private final int[] rowBefore;
    private final boolean[] rowDone;
    private final boolean[] columnDone;

    private Transport(DMatrixRMaj cost, double[] mu, double[] nu) {
        this.cost = cost;
        supply = mu.clone();
        demand = nu.clone();
        flow = new DMatrixRMaj(mu.length, nu.length);
        u = new double[mu.length];
        v = new double[nu.length];
        rowDistance = new double[mu.length];
        columnDistance = new double[nu.length];
        columnBefore = new int[mu.length];
        rowBefore = new int[nu.length];
        rowDone = new boolean[mu.length];
        columnDone = new boolean[nu.length];
    }

    /** An optimal coupling, of the measures as far as they are above {@link Coupling#SMALLEST_MASS}. */
    static Coupling cheapest(DMatrixRMaj cost, double[] mu, double[] nu) {
        Transport transport = new Transport(cost, mu, nu);
        for (int i = 0; i < mu.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < nu.length; j++) {
                least = Math.min(least, cost.unsafe_get(i, j));
            }
            transport.u[i] = least;
        }
        int end = transport.path();
        while (end >= 0) {
            transport.augment(end);
            end = transport.path();
        }
        return Coupling.of(transport.flow);
    }

    /** The column at the end of a shortest path from supply to demand, or -1; then all potentials fit the new flow. */
    private int path() {
        Arrays.fill(rowDone, false);
        Arrays.fill(columnDone, false);
        Arrays.fill(columnDistance, Double.POSITIVE_INFINITY);
        for (int i = 0; i < supply.length; i++) {
            if (supply[i] > Coupling.SMALLEST_MASS) {
                columnBefore[i] = -1;
                reach(i, 0);
            }
        }
        while (true) {
            int j = nearest();
            if (j < 0) {
                return -1;
            }
            if (demand[j] > Coupling.SMALLEST_MASS) {
                potentials(columnDistance[j]);
                return j;
            }
            columnDone[j] = true;
            for (int i = 0; i < supply.length; i++) {
                if (!rowDone[i] && flow.unsafe_get(i, j) > 0) {
                    columnBefore[i] = j;
                    reach(i, columnDistance[j]);
                }
            }
        }
    }

    private void reach(int i, double distance) {
        rowDone[i] = true;
        rowDistance[i] = distance;
        int row = i * demand.length;
        for (int j = 0; j < demand.length; j++) {
            double through = distance + Math.max(0, cost.data[row + j] - u[i] - v[j]);
            if (!columnDone[j] && through < columnDistance[j]) {
                columnDistance[j] = through;
                rowBefore[j] = i;
            }
        }
    }

    private int nearest() {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < demand.length; j++) {
            if (!columnDone[j] && columnDistance[j] < least) {
                least = columnDistance[j];
                nearest = j;
            }
        }
        return nearest;
    }

    private void potentials(double length) {
        for (int i = 0; i < u.length; i++) {
            u[i] += rowDone[i] ? length - rowDistance[i] : 0;
        }
        for (int j = 0; j < v.length; j++) {
            v[j] -= columnDone[j] ? length - columnDistance[j] : 0;
        }
    }

    private void augment(int end) {
        double mass = demand[end];
        int j = end;
        int i = rowBefore[j];
        while (columnBefore[i] >= 0) {
            mass = Math.min(mass, flow.unsafe_get(i, columnBefore[i]));
            j = columnBefore[i];
            i = rowBefore[j];
        }
        mass = Math.min(mass, supply[i]);
        supply[i] -= mass;
        demand[end] -= mass;
        j = end;
        i = rowBefore[j];
        flow.add(i, j, mass);
        while (columnBefore[i] >= 0) {
            int back = columnBefore[i];
            double left = flow.unsafe_get(i, back) - mass;
            flow.unsafe_set(i, back, left > Coupling.SMALLEST_MASS ? left : 0);
            i = rowBefore[back];
            flow.add(i, back, mass);
        }
    }
}
