package org.widelimit.validation.cli;

import java.util.Iterator;
import org.widelimit.networks.Activations;

/** The activations for {@code --help}, with their parameters as they are written. */
final class ActivationNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Activations.usages().iterator();
    }
}
