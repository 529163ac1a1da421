package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.transformer.UnbalancedRankOne;
import org.widelimit.graphon.GraphonFiles;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;

/** Each command on small input: what the contract promises is there, and the numbers are right. */
class CommandsTest extends CommandTestCase {

    @Test
    void pruneThenMaskThenGraphonThenKernel() {
        Path masks = folder.resolve("masks.npz");
        JsonNode pruned = json(
                        "prune",
                        "--method",
                        "snip",
                        "--density",
                        "0.25",
                        "--hidden",
                        "24,20",
                        "--out",
                        masks,
                        "--weights-out",
                        folder.resolve("weights.npz"))
                .json();
        assertThat(pruned.get("layers")).hasSize(3);
        assertThat(pruned.get("threshold").isNumber()).isTrue();
        assertThat(pruned.get("seconds").asDouble()).isPositive();
        long kept = 0;
        for (JsonNode layer : pruned.get("layers")) {
            kept += layer.get("kept").asLong();
        }
        int weights = 64 * 24 + 24 * 20 + 20 * 10;
        assertThat(kept).isEqualTo(weights - (long) (0.75 * weights));

        JsonNode mask = json("mask", masks).json();
        assertThat(mask.get("layers")).isEqualTo(pruned.get("layers"));
        assertThat(mask.get("chainConsistent").asBoolean()).isTrue();
        assertThat(mask.get("sha256").asText()).isEqualTo(MaskFiles.sha256(masks));

        Path graphon = folder.resolve("graphon.npz");
        JsonNode estimated = json(
                        "graphon",
                        masks,
                        "--layer",
                        "layer2",
                        "--blocks",
                        "4",
                        "--out",
                        graphon,
                        "--html",
                        folder.resolve("g.html"))
                .json();
        StepGraphon written = GraphonFiles.read(graphon);
        assertThat(estimated.get("rows").asInt()).isEqualTo(4);
        assertThat(estimated.get("density").asDouble())
                .isCloseTo(mask.get("layers").get(1).get("density").asDouble(), within(1e-12));
        assertThat(estimated.get("flatnessRms").asDouble()).isEqualTo(written.flatnessRms());
        assertThat(estimated.get("flatnessNull").asDouble()).isBetween(0.05, 0.3);
        assertThat(folder.resolve("g.html"))
                .content()
                .contains("<title>Graphon of layer2")
                .doesNotContain("http-equiv=\"refresh\"");

        json("graphon", masks, "--chain", "--blocks", "4", "--out-dir", folder);
        assertThat(GraphonFiles.read(folder.resolve("layer1.npz")).columnBlocks())
                .isEqualTo(64);

        DMatrixRMaj inputs = RandomStreams.of(3).child("inputs").stream().gaussianMatrix(6, 64);
        Npy.write(folder.resolve("x.npy"), NdArray.of(inputs));
        json(
                "ntk",
                "--inputs",
                folder.resolve("x.npy"),
                "--hidden-layers",
                "2",
                "--masks",
                masks,
                "--blocks",
                "4",
                "--out",
                folder.resolve("byMasks.npy"));
        String chain =
                folder.resolve("layer1.npz") + "," + folder.resolve("layer2.npz") + "," + folder.resolve("layer3.npz");
        json(
                "ntk",
                "--inputs",
                folder.resolve("x.npy"),
                "--hidden-layers",
                "2",
                "--graphons",
                chain,
                "--out",
                folder.resolve("byGraphons.npy"));
        assertThat(Npy.read(folder.resolve("byMasks.npy")).values())
                .containsExactly(Npy.read(folder.resolve("byGraphons.npy")).values(), within(1e-12));
    }

    @Test
    void pruningIsReproducible() throws IOException {
        json(
                "prune",
                "--method",
                "random",
                "--density",
                "0.5",
                "--hidden",
                "8",
                "--seed",
                "7",
                "--out",
                folder.resolve("a.npz"));
        json(
                "prune",
                "--method",
                "random",
                "--density",
                "0.5",
                "--hidden",
                "8",
                "--seed",
                "7",
                "--out",
                folder.resolve("b.npz"));
        json(
                "prune",
                "--method",
                "random",
                "--density",
                "0.5",
                "--hidden",
                "8",
                "--seed",
                "8",
                "--out",
                folder.resolve("c.npz"));
        assertThat(Files.readAllBytes(folder.resolve("a.npz"))).isEqualTo(Files.readAllBytes(folder.resolve("b.npz")));
        assertThat(Files.readAllBytes(folder.resolve("a.npz")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("c.npz")));
    }

    @Test
    void cutNormOfAnIdentityOfSignsIsKnown() {
        JsonNode cut = json("cut", matrix("a.npy", 2, 2, 1, -1, -1, 1)).json();
        assertThat(cut.get("lower").asDouble()).isEqualTo(0.25);
        assertThat(cut.get("upper").asDouble()).isCloseTo(0.25, within(1e-15));
        assertThat(cut.get("exact").asBoolean()).isTrue();
        assertThat(cut.get("rows")).hasSize(1);
    }

    /** Unequal shapes: a matrix and the same with its rows exchanged and split; and 0.7 on 4 against 0.5 on 6. */
    @Test
    void cutDistanceOverRelabellings() {
        Path blocks = matrix("u.npy", 2, 2, 0.9, 0.5, 0.4, 0.1);
        Path moved = matrix("w.npy", 4, 2, 0.4, 0.1, 0.4, 0.1, 0.9, 0.5, 0.9, 0.5);
        JsonNode same = json("cut", blocks, moved, "--relabel").json();
        assertThat(same.get("lower").asDouble()).isZero();
        assertThat(same.get("upper").asDouble()).isLessThan(1e-12);
        assertThat(same.get("rowCoupling")).hasSize(4);
        JsonNode constants = json(
                        "cut",
                        matrix("p.npy", 1, 4, 0.7, 0.7, 0.7, 0.7),
                        matrix("q.npy", 2, 3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
                        "--relabel")
                .json();
        assertThat(constants.get("lower").asDouble()).isCloseTo(0.2, within(1e-12));
        assertThat(constants.get("upper").asDouble()).isCloseTo(0.2, within(1e-12));
        assertThat(constants.get("lowerBounds").get("edge").asDouble()).isCloseTo(0.2, within(1e-12));
        CommandLineRunner one = CommandLineRunner.run("cut", blocks, "--relabel");
        assertThat(one.exitCode()).isEqualTo(2);
        assertThat(one.err()).contains("--relabel: expected two matrices, found one");
    }

    /**
     * Rows at 0.3 and 0.5: the difference is 0.3 on a measure of 0.3, -0.5 on 0.2 and -0.3 on 0.5, and the cut norm is
     * that of the two negative strips, 0.25.
     */
    @Test
    void cutNormOfStepGraphonsWithUnequalBlocks() {
        Path u = graphon("u.npz", 0.3, 0.9, 0.1);
        Path w = graphon("w.npz", 0.5, 0.6, 0.4);
        JsonNode cut = json("cut", u, w).json();
        assertThat(cut.get("lower").asDouble()).isCloseTo(0.25, within(1e-15));
        assertThat(cut.get("upper").asDouble()).isCloseTo(0.25, within(1e-15));
        assertThat(cut.get("exact").asBoolean()).isTrue();
        assertThat(cut.get("rows").toString()).isEqualTo("[1,2]");
        JsonNode equal = json("cut", u, matrix("w.npy", 2, 1, 0.6, 0.4)).json();
        assertThat(equal).isEqualTo(cut);
        CommandLineRunner one = CommandLineRunner.run("cut", u);
        assertThat(one.exitCode()).isEqualTo(2);
        assertThat(one.err()).contains("expected a second graphon or matrix, found one");
    }

    private Path graphon(String name, double edge, double first, double second) {
        Path file = folder.resolve(name);
        DMatrixRMaj density = new DMatrixRMaj(new double[][] {{first}, {second}});
        GraphonFiles.write(file, StepGraphon.of(density, null, new double[] {0, edge, 1}, new double[] {0, 1}));
        return file;
    }

    /** The same matrix sparse and written out, and less its density: exact where the dense command is. */
    @Test
    void sparseMatricesAreRead() throws IOException {
        Path sparse = Files.writeString(
                folder.resolve("m.mtx"), "%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 1\n2 2\n");
        JsonNode cut = json("cut", sparse).json();
        assertThat(cut.get("lower").asDouble()).isEqualTo(0.5);
        assertThat(cut.get("upper").asDouble()).isCloseTo(0.5, within(1e-15));
        Path half = folder.resolve("half.npz");
        GraphonFiles.write(half, StepGraphon.constant(0.5));
        JsonNode centred = json("cut", sparse, half, "--all-vectors").json();
        assertThat(centred.get("lower").asDouble()).isEqualTo(0.125);
        assertThat(centred.get("upper").asDouble()).isBetween(0.125, 0.16);
        assertThat(centred.get("failureProbability").asDouble()).isZero();
    }

    @Test
    void effectiveFlowBlowsUpWhenCarlsonSays() {
        JsonNode flow = json(
                        "flow",
                        "effective",
                        "--wv",
                        vector("wv.npy", 1),
                        "--w1",
                        matrix("w1.npy", 1, 1, 0.5),
                        "--w2",
                        vector("w2.npy", 2),
                        "--out",
                        folder.resolve("t.csv"))
                .json();
        double exact = new UnbalancedRankOne(1, 0.5, 2).blowUpTime().orElseThrow();
        assertThat(flow.get("blowUpTime").asDouble()).isCloseTo(exact, within(1e-10));
        assertThat(flow.get("saddle").asBoolean()).isFalse();
        assertThat(flow.get("invariantDrift").asDouble()).isLessThan(1e-9);
        assertThat(folder.resolve("t.csv")).content().startsWith("time,energy,");

        JsonNode saddle = json(
                        "flow",
                        "effective",
                        "--wv",
                        vector("a.npy", -1),
                        "--w1",
                        matrix("b.npy", 1, 1, 1),
                        "--w2",
                        vector("c.npy", 2))
                .json();
        assertThat(saddle.get("blowUpTime").isNull()).isTrue();
        assertThat(saddle.get("saddle").asBoolean()).isTrue();
    }

    @Test
    void keyQueryFlowOfAUnitDriveIsAHyperbola() {
        Path one = matrix("one.npy", 1, 1, 1);
        Path zero = matrix("zero.npy", 1, 1, 0);
        json(
                "flow",
                "key-query",
                "--f",
                one,
                "--q",
                one,
                "--k",
                zero,
                "--time",
                "1.5",
                "--out-q",
                folder.resolve("q1.npy"),
                "--out-k",
                folder.resolve("k1.npy"));
        assertThat(Npy.read(folder.resolve("q1.npy")).value(0)).isCloseTo(Math.cosh(1.5), within(1e-14));
        assertThat(Npy.read(folder.resolve("k1.npy")).value(0)).isCloseTo(Math.sinh(1.5), within(1e-14));
    }

    @Test
    void catalogueListsWhatEachClaimMustBeToldFrom() {
        JsonNode claims = json("claims").json().get("claims");
        assertThat(claims.size()).isGreaterThanOrEqualTo(18);
        for (JsonNode claim : claims) {
            assertThat(claim.get("id").asText()).startsWith(claim.get("paper").asText() + "/");
            assertThat(claim.get("falsehoods").size()).isPositive();
            assertThat(claim.get("statement").asText()).isNotBlank();
            assertThat(claim.get("source").asText()).isNotBlank();
            assertThat(claim.get("form").isTextual()).isTrue();
            assertThat(claim.get("expected").asText()).isIn("SUPPORTED", "REFUTED");
            assertThat(claim.get("minScale").asText()).isIn("quick", "standard", "full");
        }
    }
}
