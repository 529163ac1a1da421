package org.widelimit.mutants;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.zip.CRC32;
import org.pitest.bytecode.analysis.ClassTree;
import org.pitest.mutationtest.build.InterceptorParameters;
import org.pitest.mutationtest.build.InterceptorType;
import org.pitest.mutationtest.build.MutationInterceptor;
import org.pitest.mutationtest.build.MutationInterceptorFactory;
import org.pitest.mutationtest.engine.Mutater;
import org.pitest.mutationtest.engine.MutationDetails;
import org.pitest.plugin.Feature;
import org.pitest.plugin.FeatureParameter;

/**
 * PIT's feature {@code +SAMPLE(percent[n])}: keeps a mutant when CRC-32 of its name (class, method, place, operator) is
 * below n percent of 2^32. So the sample does not depend on the tests, is the same in every run of the same code, and
 * that of 20 percent is part of that of 40.
 */
public final class SampleFactory implements MutationInterceptorFactory {

    private static final FeatureParameter PERCENT =
            FeatureParameter.named("percent").withDescription("Share of the mutants to keep, 1 to 100");

    @Override
    public String description() {
        return "Sample of mutants";
    }

    @Override
    public Feature provides() {
        return Feature.named("SAMPLE")
                .withOnByDefault(false)
                .withDescription("Keeps a share of the mutants, chosen by their names")
                .withParameter(PERCENT);
    }

    @Override
    public MutationInterceptor createInterceptor(InterceptorParameters parameters) {
        int percent = parameters.getInteger(PERCENT).orElse(100);
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("expected percent[1] to percent[100], found " + percent);
        }
        return new Sample(percent);
    }

    private record Sample(int percent) implements MutationInterceptor {

        @Override
        public InterceptorType type() {
            return InterceptorType.FILTER;
        }

        @Override
        public void begin(ClassTree type) {}

        @Override
        public Collection<MutationDetails> intercept(Collection<MutationDetails> mutants, Mutater mutater) {
            return mutants.stream().filter(this::keeps).toList();
        }

        @Override
        public void end() {}

        private boolean keeps(MutationDetails mutant) {
            CRC32 crc = new CRC32();
            crc.update(mutant.getId().toString().getBytes(StandardCharsets.UTF_8));
            return crc.getValue() * 100 < (long) percent << Integer.SIZE;
        }
    }
}
