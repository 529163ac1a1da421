package org.widelimit.numerics.linalg;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Loads the native library, that of LAPACK not yet ({@link Lapack}), and asks it which core it took this processor for. */
final class OpenBlasLibrary {

    /** Where the library keeps the address of the kernels it chose, when it holds those of many cores. */
    private static final String CHOSEN_KERNELS = "gotoblas";

    /** Spelled as {@code openblas_get_corename} and {@code OPENBLAS_CORETYPE} spell them. */
    private static final List<String> CORES = List.of(
            "Prescott",
            "Core2",
            "Nehalem",
            "Sandybridge",
            "Haswell",
            "SkylakeX",
            "Cooperlake",
            "SapphireRapids",
            "Barcelona",
            "Bulldozer",
            "Piledriver",
            "Steamroller",
            "Excavator",
            "Zen",
            "armv8",
            "armv8sve",
            "cortexa53",
            "cortexa55",
            "cortexa57",
            "cortexa72",
            "cortexa73",
            "cortexx1",
            "neoversen1",
            "neoversen2",
            "neoversev1",
            "a64fx",
            "vortex",
            "vortexm4",
            "falkor",
            "thunderx",
            "thunderx2t99",
            "thunderx3t110",
            "tsv110",
            "emag8180",
            "ampere1");

    private OpenBlasLibrary() {}

    /**
     * Loads the library and sets it to one thread.
     *
     * @throws LinkageError if there is none for this platform
     */
    static OpenBlasBackend load() {
        Loader.load(openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
        return new OpenBlasBackend(core());
    }

    /**
     * The library has functions that tell, but its Java face does not offer them. So this compares addresses: a table
     * of kernels for each core is a symbol of its own, and one more symbol points to the table in use.
     */
    private static String core() {
        Pointer chosen = Loader.addressof(CHOSEN_KERNELS);
        if (chosen == null || chosen.isNull()) {
            return "unknown";
        }
        long address = new LongPointer(chosen).get();
        for (String core : CORES) {
            Pointer kernels = Loader.addressof(CHOSEN_KERNELS + "_" + core.toUpperCase(Locale.ROOT));
            if (kernels != null && kernels.address() == address) {
                return core;
            }
        }
        return "unknown";
    }
}
