package org.widelimit.validation.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Scale;

/**
 * What all cells of a store have in common. A store goes on only under an equal key, because other code, another JDK,
 * another seed or another backend would mix numbers that do not belong together. The number of threads is not part of
 * it: it changes no bit.
 *
 * @param scale the scale of the plan; cells do not depend on it, but which of them there are does
 * @param options what else a number may depend on, by name
 * @param version version and commit of the code, in one line
 * @param code SHA-256 of the running classes, which tells modified working trees apart
 * @param java the virtual machine and its version
 * @param backend name and core of the dense linear algebra
 */
public record StudyKey(
        long seed, Scale scale, Map<String, String> options, String version, String code, String java, String backend) {

    public StudyKey {
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(java, "java");
        Objects.requireNonNull(backend, "backend");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * The key of a study that the code of this process runs.
     *
     * @param provenance of this process
     */
    public static StudyKey of(long seed, Scale scale, Map<String, String> options, Provenance provenance) {
        return new StudyKey(
                seed,
                scale,
                options,
                provenance.version() + " " + provenance.commit(),
                RunningCode.sha256(),
                provenance.java(),
                provenance.backend() + " " + provenance.backendCore());
    }

    /** Name and value of each part, as one compares and prints them. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("seed", Long.toString(seed));
        parts.put("scale", scale.label());
        options.forEach((name, value) -> parts.put("option " + name, value));
        parts.put("version", version);
        parts.put("java", java);
        parts.put("backend", backend);
        parts.put("code (SHA-256 of the classes)", code);
        return parts;
    }
}
