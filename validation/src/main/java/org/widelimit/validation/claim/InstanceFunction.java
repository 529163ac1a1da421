package org.widelimit.validation.claim;

/** What an Identity or a Bound measures of one instance: its error or slack, and those of the rivals. */
@FunctionalInterface
public interface InstanceFunction {

    /**
     * Measures one instance. Whatever it throws makes the claim an ERROR with that message.
     *
     * @throws Exception when the measurement fails
     */
    Measurement measure(Instance instance) throws Exception;
}
