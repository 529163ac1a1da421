package org.widelimit.validation.report;

/** What the paper slugs of the catalogue stand for. */
final class PaperNames {

    private PaperNames() {}

    /** The subject in a few words; a slug that is not known stands for itself. */
    static String of(String slug) {
        return switch (slug) {
            case "graphon" -> "Graphon limits of pruning masks and the Graphon NTK";
            case "flow" -> "Condensation and rank collapse in transformers";
            case "ntkmtl" -> "Multi-task neural tangent kernels";
            default -> slug;
        };
    }

    /** Where to read it, or nothing. */
    static String reference(String slug) {
        return switch (slug) {
            case "graphon" -> "arXiv 2510.17515, arXiv 2602.06675";
            case "flow" -> "arXiv 2510.06954";
            case "ntkmtl" -> "arXiv 2510.18258";
            default -> "";
        };
    }
}
