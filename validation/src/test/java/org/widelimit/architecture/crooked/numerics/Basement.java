package org.widelimit.architecture.crooked.numerics;

import org.widelimit.architecture.crooked.ntk.Attic;

/** Breaks the rule of the floors on purpose, so that a test can see the rule catch it. */
final class Basement {
    Attic wrongWay() {
        return new Attic();
    }
}
