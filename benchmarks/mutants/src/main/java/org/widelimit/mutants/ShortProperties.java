package org.widelimit.mutants;

import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Under PIT a property has at most {@code -Dwidelimit.pit.tries=n} tries (20 unless set), one fixed seed, and is not
 * shrunk: each of the mutants meets the same samples, and whether it is killed does not depend on the run.
 */
public final class ShortProperties implements AroundPropertyHook {

    private static final String TRIES = "widelimit.pit.tries";
    private static final int DEFAULT_TRIES = 20;
    private static final String SEED = "1";

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public int aroundPropertyProximity() {
        return Integer.MIN_VALUE;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        int most = Integer.getInteger(TRIES, DEFAULT_TRIES);
        attributes.setTries(Math.min(most, attributes.tries().orElse(most)));
        attributes.setSeed(attributes.seed().orElse(SEED));
        attributes.setShrinking(ShrinkingMode.OFF);
        return property.execute();
    }
}
