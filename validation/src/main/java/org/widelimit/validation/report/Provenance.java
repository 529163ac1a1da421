package org.widelimit.validation.report;

import org.jspecify.annotations.Nullable;

/**
 * Everything besides seed, scale and options that a number may depend on.
 *
 * @param workingTree {@code clean}, {@code modified} or {@code unknown}
 * @param backend name of the dense linear algebra backend
 * @param backendCore the processor core type for which the backend chose its code, or null where it has none
 * @param engine where the cells ran: {@code local}, or another engine with its place; it changes no number
 * @param dataSha256 SHA-256 of the built-in data set, lower-case hexadecimal
 */
public record Provenance(
        String version,
        String commit,
        String workingTree,
        String java,
        String os,
        String cpu,
        String backend,
        @Nullable String backendCore,
        String engine,
        int threads,
        String dataSha256) {

    public Provenance {
        Texts.requireText("version", version);
        Texts.requireText("commit", commit);
        Texts.requireText("workingTree", workingTree);
        Texts.requireText("java", java);
        Texts.requireText("os", os);
        Texts.requireText("cpu", cpu);
        Texts.requireText("backend", backend);
        // Reports of earlier builds do not say.
        engine = engine == null ? "local" : engine;
        Texts.requireText("engine", engine);
        Texts.requireText("dataSha256", dataSha256);
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + threads);
        }
    }

    /** The same with another engine. */
    public Provenance withEngine(String other) {
        return new Provenance(
                version, commit, workingTree, java, os, cpu, backend, backendCore, other, threads, dataSha256);
    }
}
