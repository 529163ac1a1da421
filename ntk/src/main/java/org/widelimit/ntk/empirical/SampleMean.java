package org.widelimit.ntk.empirical;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.KernelPair;

/** The mean of kernels, added up in the order of their indices; as many are in memory at once as there are threads. */
final class SampleMean {
    private SampleMean() {}

    static KernelPair of(int samples, IntFunction<KernelPair> kernels, Execution execution) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(samples, execution.threads()), SampleMean::daemon);
        try {
            KernelPair sum = null;
            for (int from = 0; from < samples; from += execution.threads()) {
                int to = Math.min(samples, from + execution.threads());
                for (Future<KernelPair> future : pool.invokeAll(tasks(from, to, kernels))) {
                    KernelPair pair = future.get();
                    sum = sum == null ? pair : added(sum, pair);
                }
                execution.progress().completed(to, samples);
            }
            if (sum == null) {
                throw new IllegalArgumentException("expected samples >= 1, found " + samples);
            }
            CommonOps_DDRM.scale(1.0 / samples, sum.nngp());
            CommonOps_DDRM.scale(1.0 / samples, sum.ntk());
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw rethrown(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Callable<KernelPair>> tasks(int from, int to, IntFunction<KernelPair> kernels) {
        List<Callable<KernelPair>> tasks = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int index = i;
            tasks.add(() -> kernels.apply(index));
        }
        return tasks;
    }

    private static KernelPair added(KernelPair sum, KernelPair pair) {
        addTo(sum.nngp(), pair.nngp());
        addTo(sum.ntk(), pair.ntk());
        return sum;
    }

    private static void addTo(DMatrixRMaj sum, DMatrixRMaj term) {
        CommonOps_DDRM.addEquals(sum, term);
    }

    private static RuntimeException rethrown(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "widelimit-empirical");
        thread.setDaemon(true);
        return thread;
    }
}
