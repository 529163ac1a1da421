package org.widelimit.validation.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"widelimit " + org.widelimit.validation.study.ProvenanceCollector.version()};
    }
}
