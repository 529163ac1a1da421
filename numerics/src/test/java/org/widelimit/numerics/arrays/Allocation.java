package org.widelimit.numerics.arrays;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this thread has allocated since it began: not a measurement of time, and the same on a loaded machine. */
final class Allocation {

    private Allocation() {}

    static long bytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
