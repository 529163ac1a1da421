package org.widelimit.spark.cost;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How long a study takes on P cores, by simulation of its schedule: cells wait in one queue in the order in which they become known, and a free core takes the first of them.
 *
 * <p>For each cell the driver works for d seconds, one cell at a time, and its core is taken for l + c seconds (the way there and back, and the cell). The makespan T obeys
 *
 * <pre>  max(N d, (work + N l) / P, longest chain) &lt;= T</pre>
 *
 * and, by Graham's argument for list scheduling, T is at most their sum, with d and l added to each cell of the chain.
 *
 * @param driver d, seconds of the driver for each cell
 * @param latency l, seconds that a core waits for each cell
 */
public record ListScheduling(double driver, double latency) {

    public ListScheduling {
        if (!(driver >= 0 && latency >= 0)) {
            throw new IllegalArgumentException("expected times >= 0, found " + driver + " and " + latency);
        }
    }

    private record Waiting(int claim, double seconds) {}

    private record Running(int claim, double end) {}

    /**
     * The makespan in seconds.
     *
     * @param cores P, at least 1
     */
    public double makespan(StudyCosts study, int cores) {
        if (cores < 1) {
            throw new IllegalArgumentException("expected at least one core, found " + cores);
        }
        List<List<List<Double>>> claims = study.claims();
        Deque<Waiting> queue = new ArrayDeque<>();
        int[] round = new int[claims.size()];
        long[] missing = new long[claims.size()];
        for (int claim = 0; claim < claims.size(); claim++) {
            missing[claim] = enqueue(claim, claims.get(claim), 0, queue);
        }
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        double now = 0;
        double driverFree = 0;
        while (!queue.isEmpty() || !running.isEmpty()) {
            while (!queue.isEmpty() && running.size() < cores) {
                Waiting cell = queue.removeFirst();
                driverFree = Math.max(now, driverFree) + driver;
                running.add(new Running(cell.claim(), driverFree + latency + cell.seconds()));
            }
            Running ended = running.remove();
            now = ended.end();
            int claim = ended.claim();
            if (--missing[claim] == 0 && ++round[claim] < claims.get(claim).size()) {
                missing[claim] = enqueue(claim, claims.get(claim), round[claim], queue);
            }
        }
        return now;
    }

    private static long enqueue(int claim, List<List<Double>> rounds, int round, Deque<Waiting> queue) {
        rounds.get(round).forEach(seconds -> queue.add(new Waiting(claim, seconds)));
        return rounds.get(round).size();
    }

    /** What bounds the makespan from below: {@code driver}, {@code cores} or {@code longest cells}, whichever is largest. */
    public String limit(StudyCosts study, int cores) {
        double ofDriver = study.cells() * driver;
        double ofCores = (study.work() + study.cells() * latency) / cores;
        double ofChain = study.longestChain();
        if (ofChain >= ofDriver && ofChain >= ofCores) {
            return "longest cells";
        }
        return ofDriver >= ofCores ? "driver" : "cores";
    }
}
