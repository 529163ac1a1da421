package org.widelimit.spark;

import java.util.function.Supplier;
import org.widelimit.validation.study.Catalogue;

/**
 * Where executors find the claims whose cells they are sent. Only the name of the class travels, so it has to be on their class path (as what the driver ships is), with a public
 * constructor without arguments, and it has to answer with the same claims everywhere.
 */
public interface CatalogueSource extends Supplier<Catalogue> {}
