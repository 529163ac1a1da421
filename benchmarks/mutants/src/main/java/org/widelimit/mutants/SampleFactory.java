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
 * PIT's feature {@code +SAMPLE(from[m] percent[n])}: keeps a mutant when CRC-32 of its name (class, method, place,
 * operator) is at least m and below m + n percent of 2^32, where m is 0 unless given. So the sample does not depend on
 * the tests and is the same in every run of the same code; from one beginning that of 20 percent is part of that of 40,
 * and samples from 0 and from 20, each of 20 percent, have no mutant in common.
 */
public final class SampleFactory implements MutationInterceptorFactory {

    private static final FeatureParameter PERCENT =
            FeatureParameter.named("percent").withDescription("Share of the mutants to keep, 1 to 100");
    private static final FeatureParameter FROM =
            FeatureParameter.named("from").withDescription("Percent of the range of hashes before the sample, 0 to 99");

    @Override
    public String description() {
        return "Sample of mutants";
    }

    @Override
    public Feature provides() {
        return Feature.named("SAMPLE")
                .withOnByDefault(false)
                .withDescription("Keeps a share of the mutants, chosen by their names")
                .withParameter(FROM)
                .withParameter(PERCENT);
    }

    @Override
    public MutationInterceptor createInterceptor(InterceptorParameters parameters) {
        int from = parameters.getInteger(FROM).orElse(0);
        int percent = parameters.getInteger(PERCENT).orElse(100);
        if (from < 0 || percent < 1 || from + percent > 100) {
            throw new IllegalArgumentException(
                    "expected a sample between 0 and 100 percent, found " + percent + " percent from " + from);
        }
        return new Sample(from, from + percent);
    }

    private record Sample(int from, int to) implements MutationInterceptor {

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
            long hash = crc.getValue() * 100;
            return (long) from << Integer.SIZE <= hash && hash < (long) to << Integer.SIZE;
        }
    }
}
