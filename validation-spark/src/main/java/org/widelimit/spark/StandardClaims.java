package org.widelimit.spark;

import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.study.Catalogue;

/** The claims that Widelimit comes with. */
public final class StandardClaims implements CatalogueSource {

    @Override
    public Catalogue get() {
        return StandardCatalogue.load();
    }
}
