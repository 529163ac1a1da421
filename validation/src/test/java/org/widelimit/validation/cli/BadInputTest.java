package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.arrays.Npz;

/** Bad input gets exit code 2, one clear line on standard error, and leaves no file behind. */
class BadInputTest {

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Npy.write(folder.resolve("x.npy"), NdArray.of(new DMatrixRMaj(3, 2, true, 1, 2, 3, 4, 5, 6)));
        Npy.write(folder.resolve("y.npy"), NdArray.of(new DMatrixRMaj(3, 4)));
        Npy.write(folder.resolve("v.npy"), NdArray.of(new double[] {1, 2}));
        Npy.write(folder.resolve("square.npy"), NdArray.of(new DMatrixRMaj(2, 2, true, 1, 0, 0, 1)));
        Npy.write(folder.resolve("zero.npy"), NdArray.of(new double[0]));
        Npy.write(folder.resolve("three.npy"), NdArray.of(new double[] {1, 2, 3}));
        Npy.write(folder.resolve("huge.npy"), NdArray.of(new double[] {1, 1e91}));
        Npy.write(
                folder.resolve("infinite.npy"),
                NdArray.of(new DMatrixRMaj(2, 2, true, 1, Double.POSITIVE_INFINITY, 0, 1)));
        Npy.write(folder.resolve("long.npy"), NdArray.of(new DMatrixRMaj(46341, 1)));
        Npy.write(folder.resolve("nan.npy"), NdArray.of(new DMatrixRMaj(1, 2, true, 1, Double.NaN)));
        Npy.write(folder.resolve("none.npy"), NdArray.of(ElementType.FLOAT64, new int[] {0, 4}, new double[0]));
        Files.write(folder.resolve("empty.npy"), new byte[0]);
        byte[] whole = Files.readAllBytes(folder.resolve("x.npy"));
        Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 5));
        Npz.write(folder.resolve("fraction.npz"), Map.of("layer1", NdArray.of(new DMatrixRMaj(1, 2, true, 1, 0.5))));
        Npz.write(folder.resolve("mask.npz"), Map.of("layer1", NdArray.of(new DMatrixRMaj(2, 2, true, 1, 0, 1, 1))));
        Npz.write(
                folder.resolve("two.npz"),
                Map.of("layer1", NdArray.of(new DMatrixRMaj(2, 2)), "layer2", NdArray.of(new DMatrixRMaj(1, 2))));
        Files.copy(folder.resolve("mask.npz"), folder.resolve("layer1.npz"));
        Npz.write(
                folder.resolve("alike.npz"),
                Map.of("a/b", NdArray.of(new DMatrixRMaj(2, 2)), "a:b", NdArray.of(new DMatrixRMaj(2, 2))));
        Npz.write(folder.resolve("labels.npz"), labels());
        Npz.write(
                folder.resolve("wide.npz"),
                Map.of(
                        "X",
                        NdArray.of(ElementType.FLOAT64, new int[] {1, 1, 1 << 15}, new double[1 << 15]),
                        "y",
                        NdArray.of(new double[] {1})));
        Npz.write(
                folder.resolve("conv.npz"),
                Map.of("conv1", NdArray.of(ElementType.BOOL, new int[] {1, 1, 1, 2}, new double[] {1, 0})));
        Files.writeString(folder.resolve("words.csv"), "1,0\n0,yes\n");
        Files.writeString(folder.resolve("widths.csv"), "1,0\n0,1\n");
        Files.writeString(folder.resolve("words.npz"), "version https://git-lfs.example/spec/v1\n");
    }

    private static Map<String, NdArray> labels() {
        return Map.of(
                "X", NdArray.of(ElementType.FLOAT64, new int[] {2, 2, 1}, new double[] {1, 2, 3, 4}),
                "y", NdArray.of(new double[] {1, 0}));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing-such | nothing-such",
                "cut absent.npy | absent.npy",
                "cut empty.npy | empty.npy",
                "cut cut.npy | cut.npy",
                "cut nan.npy | finite",
                "cut x.npy y.npy | (3, 2)",
                "cut v.npy | 2-D",
                "mask fraction.npz | 0.5",
                "mask x.npy | --from-zeros",
                "mask v.npy | v.npy",
                "mask nan.npy --from-zeros | finite",
                "mask conv.npz | --flatten",
                "mask conv.npz --flatten sideways | sideways",
                "mask words.csv | line 2",
                "mask words.npz | text",
                "graphon conv.npz --layer conv1 --out g.npz | --flatten",
                "ntk --inputs x.npy --hidden-layers 0 --masks conv.npz --out k.npy | --flatten",
                "graphon mask.npz --layer other --out g.npz | mask.npz: expected one of the layers layer1, found",
                "graphon mask.npz --layer layer1 | --out",
                "graphon mask.npz --layer layer1 --blocks 0 --out g.npz | --blocks",
                "graphon mask.npz --layer layer1 --estimator magic --out g.npz | magic",
                "graphon mask.npz --layer layer1 --estimator usvt --held-out --out g.npz | --held-out",
                "graphon mask.npz --layer layer1 --estimator sba --blocks 4 --out g.npz | --blocks",
                "graphon mask.npz --layer layer1 --estimator sba --held-out --out g.npz | --held-out",
                "graphon mask.npz mask.npz --layer layer1 --estimator usvt --out g.npz | expected one mask",
                "graphon mask.npz --layer layer1 --blocks many --out g.npz | many",
                "graphon mask.npz --chain --out-dir nowhere | nowhere",
                "graphon two.npz --out g.npz | layer1, layer2",
                "ntk --inputs x.npy --hidden-layers -1 --out k.npy | --hidden-layers",
                "ntk --inputs x.npy --hidden-layers 2 --activation sine --out k.npy | sin[:a,b,c], softplus",
                "ntk --inputs x.npy --hidden-layers 2 --activation monomial --out k.npy | monomial:n",
                "ntk --inputs x.npy --hidden-layers 2 --parametrisation other --out k.npy | mup",
                "ntk --inputs x.npy --hidden-layers 2 --parametrisation standard --out k.npy | --width",
                "ntk --inputs x.npy --hidden-layers 2 --width 4 --out k.npy | --width",
                "ntk --inputs x.npy --hidden-layers 1 --parametrisation mup --graphons dense,dense --out k.npy | --graphons",
                "ntk --inputs x.npy --other y.npy --hidden-layers 1 --out k.npy | y.npy: expected 2 columns",
                "ntk --inputs x.npy --other none.npy --hidden-layers 1 --out k.npy | none.npy: expected inputs of shape",
                "ntk --inputs x.npy --other x.npy --hidden-layers 1 --out k.npy --spectrum s.json | square",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --time 2 | --targets",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --targets y.npy --time -1 | --time",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --targets y.npy --ridge -1 | --ridge",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --targets none.npy | shape (0, 4)",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --targets x.npy --predict no/f.npy | --predict",
                "ntk --inputs x.npy --hidden-layers 0 --out k.npy --targets y.npy --predict f.npy | positive definite",
                "ntk --inputs none.npy --hidden-layers 1 --out k.npy | none.npy: expected inputs of shape (n, d) with n, d >= 1, found (0, 4)",
                "ntk --inputs nan.npy --hidden-layers 1 --out k.npy | NaN",
                "ntk --inputs x.npy --hidden-layers 2 --graphons dense --out k.npy | 3 entries",
                "ntk --inputs x.npy --hidden-layers 1 --weight-variance 0 --out k.npy | --weight-variance",
                "ntk --inputs x.npy --hidden-layers 1 --variant other --out k.npy | variance-profile",
                "ntk --inputs x.npy --hidden-layers 1 --out nowhere/k.npy | nowhere",
                "ntk --inputs x.npy --hidden-layers 1 --threads 0 --out k.npy | --threads",
                "ntk --inputs x.npy --hidden-layers 1 --backend cuda --out k.npy | cuda",
                "prune --method best --density 0.5 --hidden 4 --out m.npz | best",
                "prune --method random --density 1.5 --hidden 4 --out m.npz | 1.5",
                "prune --method random --density 0.5 --hidden 0 --out m.npz | --hidden",
                "prune --method random --density 0.5 --hidden 50000,50000 --out m.npz"
                        + " | --hidden: expected at most 2147483639 weights in a layer, found 50000 x 50000 in layer2",
                "ntk --inputs x.npy --hidden-layers 2 --empirical 50000 --out k.npy | --empirical 50000: expected at most 2147483639 weights",
                "ntk --inputs x.npy --hidden-layers 1 --empirical 900000000 --out k.npy | --empirical 900000000: expected the units",
                "ntk --inputs long.npy --hidden-layers 0 --empirical 1 --out k.npy | --empirical 1: expected a kernel",
                "ntk --inputs y.npy --hidden-layers 1 --empirical 2 --masks two.npz --out k.npy"
                        + " | --empirical 2: expected inputs of 2 columns, as the mask",
                "ntk --inputs x.npy --hidden-layers 1 --estimator magic --out k.npy | magic",
                "ntk --inputs x.npy --hidden-layers 1 --blocks many --out k.npy | a whole number from 1, or auto, found",
                "ntk --inputs x.npy --hidden-layers 1 --estimator usvt --blocks auto --out k.npy | a whole number from 1, found",
                "claims --md --json | claims: expected one of --md and --json, found both",
                "calibrate flow/7 --md --json | calibrate: expected one of --md and --json, found both",
                "prune --method random --density 0.5 --hidden 4 --keep-dense layer9 --out m.npz | layer9",
                "prune --method random --density 0.5 --hidden 4 --data absent.csv --out m.npz | absent.csv",
                "flow | effective",
                "flow effective --wv none.npy --w1 square.npy --w2 v.npy | none.npy': expected a 1-D array",
                "flow effective --wv zero.npy --w1 square.npy --w2 v.npy | zero.npy: expected wv of shape (d,) with d >= 1",
                "flow effective --wv v.npy --w1 x.npy --w2 v.npy | x.npy: expected w1 of shape (2, 2), found (3, 2)",
                "flow effective --wv v.npy --w1 square.npy --w2 three.npy | three.npy: expected w2 of shape (2,), found shape (3,)",
                "flow effective --wv v.npy --w1 infinite.npy --w2 v.npy | infinite.npy: expected finite numbers in w1",
                "flow effective --wv v.npy --w1 square.npy --w2 huge.npy | huge.npy: expected entries up to 1e+90 in w2",
                "flow key-query --f x.npy --q v.npy --k x.npy --time 1 --out-q q.npy --out-k k.npy | x.npy: expected a square F",
                "flow key-query --f square.npy --q x.npy --k x.npy --time 1 --out-q q.npy --out-k k.npy"
                        + " | x.npy: expected Q of shape (2, 2), found (3, 2)",
                "flow key-query --f square.npy --q square.npy --k x.npy --time 1 --out-q q.npy --out-k k.npy"
                        + " | x.npy: expected K of shape (2, 2), found (3, 2)",
                "flow key-query --f square.npy --q square.npy --k infinite.npy --time 1 --out-q q.npy --out-k k.npy"
                        + " | infinite.npy: expected finite numbers in K",
                "flow key-query --f square.npy --q square.npy --k square.npy --time 1e9 --out-q q.npy --out-k k.npy | time",
                "flow transformer --data labels.npz --init-scale 0.1 --time 1 | labels.npz: expected labels -1 and 1 in y",
                "flow transformer --data labels.npz --init-scale -1 --time 1 | --init-scale",
                "flow transformer --data wide.npz --init-scale 1 --time 1 | wide.npz: expected at most 2147483639 weights",
                "ntk --inputs x.npy --hidden-layers 1 --out x.npy | --out",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --nngp-out k.npy | expected a file of its own, found that of --",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --targets y.npy --predict x.npy | found that of --inputs",
                "ntk --inputs x.npy --hidden-layers 1 --out k.npy --targets y.npy --predictor-out y.npy | found that of --targets",
                "graphon mask.npz --layer layer1 --out mask.npz | found that of FILE",
                "graphon mask.npz --layer layer1 --out g.npz --html g.npz | expected a file of its own",
                "graphon layer1.npz --chain --out-dir . | found that of FILE",
                "graphon alike.npz --chain --out-dir . | found two for a_b.npz",
                "prune --method random --density 0.5 --hidden 4 --data labels.npz --out labels.npz | found that of --data",
                "prune --method random --density 0.5 --hidden 4 --out m.npz --weights-out m.npz | expected a file of its own",
                "widths --method random --density 0.5 --widths 8,16,32 --data widths.csv --out . | found that of --data",
                "flow effective --wv v.npy --w1 v.npy --w2 square.npy --out square.npy | found that of --w2",
                "verify nothing/1 --out report | nothing/1",
                "verify --paper nothing --out report | nothing",
                "verify --scale huge --out report | huge",
                "verify flow/7 --out nowhere/report | nowhere",
                "verify flow/7 --resume --out report | report",
                "verify flow/7 --engine cluster --out report | expected local or spark, found",
                "verify flow/7 --engine spark --out report | mvn -Pspark -DskipTests package",
                "verify flow/7 --master local[2] --out report | --engine spark",
            })
    void isRefused(String commandLine, String named) throws IOException {
        List<String> before = listing();
        CommandLineRunner run = CommandLineRunner.run(inFolder(commandLine.split(" ")));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).startsWith("widelimit: ").contains(named).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
        assertThat(listing()).isEqualTo(before);
    }

    /** Words that name a file, or a place for one, stand in the test's folder. */
    private Object[] inFolder(String[] words) {
        return Stream.of(words)
                .map(word -> word.matches(".*\\.(npy|npz|csv|json)|report|nowhere(/.*)?|\\.")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray();
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(this::nameAndContent)
                    .sorted()
                    .toList();
        }
    }

    private String nameAndContent(Path file) {
        try {
            return folder.relativize(file) + " " + Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stackTraceIsShownWhenAskedFor() {
        CommandLineRunner run = CommandLineRunner.run("cut", folder.resolve("nan.npy"), "--verbose");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("InputException").contains("CutCommand");
    }
}
