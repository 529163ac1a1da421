package org.widelimit.validation.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A claim that cannot be decided at the scale of the report, with the smallest scale at which it can. */
public record NotRun(
        String id,
        Scale minScale,
        @Nullable String paper,
        @Nullable String statement) {

    public NotRun {
        Texts.requireText("id", id);
        Objects.requireNonNull(minScale, "minScale");
    }
}
