package org.widelimit.spark;

import java.io.Serializable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.study.ProvenanceCollector;
import org.widelimit.validation.study.RunningCode;

/**
 * What the bits of a cell depend on besides its coordinates and the seed; the driver and every executor have to agree on it.
 *
 * @param version of Widelimit
 * @param code SHA-256 of the running classes: a worker may have a build of its own on its class path
 * @param java the virtual machine and its version
 * @param backend name of the dense linear algebra
 * @param core the processor core type for which the backend chose its code
 */
record Arithmetic(String version, String code, String java, String backend, String core) implements Serializable {

    private static final long serialVersionUID = 1;

    /** Read once in a process, and not for each cell. */
    private static final class Code {
        static final String SHA256 = RunningCode.sha256();
    }

    /** That of this process with this backend. */
    static Arithmetic here(DenseBackend backend) {
        return new Arithmetic(
                ProvenanceCollector.version(), Code.SHA256, ProvenanceCollector.java(), backend.name(), backend.core());
    }

    @Override
    public String toString() {
        return "Widelimit " + version + " with classes of SHA-256 " + code + ", " + java + ", " + backend + " for "
                + core;
    }
}
