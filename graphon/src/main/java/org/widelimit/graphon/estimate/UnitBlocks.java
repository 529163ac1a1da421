package org.widelimit.graphon.estimate;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A partition of the units of one axis. Where the units are in some order and cut into K equal blocks, sizes differ by 1
 * at most: block k holds places floor(k n / K) to floor((k + 1) n / K) - 1 of the order.
 *
 * @param blockOfUnit block of each unit
 * @param edges boundaries of the blocks in [0, 1], place / n
 */
record UnitBlocks(int[] blockOfUnit, double[] edges) {

    /** Cuts the units in this order into blocks, no more than there are units. */
    static UnitBlocks cut(int[] order, int blocks) {
        int units = order.length;
        int count = Math.min(blocks, units);
        int[] blockOfUnit = new int[units];
        double[] edges = new double[count + 1];
        for (int k = 0; k < count; k++) {
            int end = start(k + 1, units, count);
            edges[k + 1] = (double) end / units;
            for (int place = start(k, units, count); place < end; place++) {
                blockOfUnit[order[place]] = k;
            }
        }
        return new UnitBlocks(blockOfUnit, edges);
    }

    /** One block for each unit, in the units' own order. */
    static UnitBlocks single(int units) {
        int[] order = new int[units];
        Arrays.setAll(order, i -> i);
        return cut(order, units);
    }

    /** Blocks that are given, numbers from 0 without gaps. */
    static UnitBlocks ofGroups(int[] groups) {
        int[] sizes = new int[Arrays.stream(groups).max().orElse(0) + 1];
        for (int group : groups) {
            sizes[group]++;
        }
        double[] edges = new double[sizes.length + 1];
        int place = 0;
        for (int k = 0; k < sizes.length; k++) {
            place += sizes[k];
            edges[k + 1] = (double) place / groups.length;
        }
        return new UnitBlocks(groups, edges);
    }

    /** All units in one block. */
    static UnitBlocks whole(int units) {
        return new UnitBlocks(new int[units], new double[] {0, 1});
    }

    int count() {
        return edges.length - 1;
    }

    /** Number of units in each block. */
    int[] sizes() {
        int[] sizes = new int[count()];
        for (int block : blockOfUnit) {
            sizes[block]++;
        }
        return sizes;
    }

    /** First place of block k. */
    static int start(int k, int units, int blocks) {
        return (int) ((long) k * units / blocks);
    }

    /** The units by ascending degree, ties by index. */
    static int[] ascending(int[] degrees) {
        double[] keys = Arrays.stream(degrees).asDoubleStream().toArray();
        return ascending(keys, keys);
    }

    /** The units by ascending key; among equal keys by the second one, then by index. */
    static int[] ascending(double[] key, double[] second) {
        Integer[] units = new Integer[key.length];
        Arrays.setAll(units, i -> i);
        Arrays.sort(
                units,
                Comparator.<Integer>comparingDouble(i -> key[i])
                        .thenComparingDouble(i -> second[i])
                        .thenComparingInt(i -> i));
        return Arrays.stream(units).mapToInt(Integer::intValue).toArray();
    }
}
