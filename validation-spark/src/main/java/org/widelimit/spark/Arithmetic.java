package org.widelimit.spark;

import java.io.Serializable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.study.ProvenanceCollector;

/**
 * What the bits of a cell depend on besides its coordinates and the seed; the driver and every executor have to agree on it.
 *
 * @param version of Widelimit
 * @param java the virtual machine and its version
 * @param backend name of the dense linear algebra
 * @param core the processor core type for which the backend chose its code
 */
record Arithmetic(String version, String java, String backend, String core) implements Serializable {

    private static final long serialVersionUID = 1;

    /** That of this process with this backend. */
    static Arithmetic here(DenseBackend backend) {
        return new Arithmetic(
                ProvenanceCollector.version(), ProvenanceCollector.java(), backend.name(), backend.core());
    }

    @Override
    public String toString() {
        return "Widelimit " + version + ", " + java + ", " + backend + " for " + core;
    }
}
