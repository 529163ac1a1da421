package org.widelimit.numerics.arrays;

import org.widelimit.numerics.InputException;

/** Meaning of the parts of a pickle that stand for Python objects: what is known by name, and what comes of a call. */
interface PickleObjects {

    /**
     * A class or function.
     *
     * @throws InputException when it is not one of those that are known
     */
    PickleValue.Name named(String module, String name);

    /**
     * What {@code callable} makes of these arguments. Takes memory for a fixed number of values at most, however many the
     * arguments are.
     *
     * @throws InputException when it cannot be called, or not like that
     */
    PickleValue called(PickleValue callable, PickleValue arguments);

    /**
     * The object outside the pickle that {@code id} refers to.
     *
     * @throws InputException when there is no such kind of object
     */
    PickleValue outside(PickleValue id);
}
