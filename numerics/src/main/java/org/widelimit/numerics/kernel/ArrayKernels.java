package org.widelimit.numerics.kernel;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Where an {@link ArrayKernel} comes from: the one that another module offers as a service, where there is one and it loads, else the one in plain
 * Java. {@code widelimit-vector} offers one, which loads in a Java machine started with {@code --add-modules jdk.incubator.vector}. Both
 * return the same bits.
 */
public final class ArrayKernels {
    private static final ArrayKernel PREFERRED = offered();

    private ArrayKernels() {}

    /**
     * The kernel of this process.
     *
     * @return the same one at each call
     */
    public static ArrayKernel preferred() {
        return PREFERRED;
    }

    private static ArrayKernel offered() {
        try {
            return ServiceLoader.load(ArrayKernel.class).findFirst().orElseGet(PlainKernel::new);
        } catch (ServiceConfigurationError | LinkageError e) {
            return new PlainKernel();
        }
    }
}
