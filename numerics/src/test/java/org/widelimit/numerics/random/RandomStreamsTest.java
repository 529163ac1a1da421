package org.widelimit.numerics.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomStreamsTest {

    /** One stream of random-streams.csv, which an implementation in another language wrote from the definition. */
    record Reference(RandomStreams node, long[] longs, double[] doubles, int[] ints, int[] permutation) {
        static Reference parse(String line) {
            String[] fields = line.split(";", -1);
            RandomStreams node = RandomStreams.of(Long.parseLong(fields[0]));
            for (String step : fields[1].isEmpty() ? new String[0] : fields[1].split("\\|")) {
                String[] parts = step.split("@");
                node = parts.length == 1 ? node.child(step) : node.child(parts[0], Long.parseLong(parts[1]));
            }
            return new Reference(
                    node,
                    Stream.of(fields[2].split(" ")).mapToLong(Long::parseLong).toArray(),
                    Stream.of(fields[3].split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray(),
                    Stream.of(fields[4].split(" ")).mapToInt(Integer::parseInt).toArray(),
                    Stream.of(fields[5].split(" ")).mapToInt(Integer::parseInt).toArray());
        }
    }

    static List<Reference> references() throws IOException {
        try (InputStream in = RandomStreamsTest.class.getResourceAsStream("random-streams.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Reference::parse)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void bitsAreThoseOfTheDefinition(Reference reference) {
        RandomStream longs = reference.node().stream();
        assertThat(reference.longs())
                .containsExactly(
                        IntStream.range(0, 4).mapToLong(i -> longs.nextLong()).toArray());
        RandomStream doubles = reference.node().stream();
        assertThat(reference.doubles()).containsExactly(doubles.nextDouble(), doubles.nextDouble());
        RandomStream ints = reference.node().stream();
        assertThat(reference.ints())
                .containsExactly(IntStream.range(0, 6)
                        .map(i -> ints.nextInt(1_500_000_000))
                        .toArray());
        assertThat(reference.permutation())
                .containsExactly(reference.node().stream().permutation(8));
    }

    @Test
    void gaussiansAreTheOnesPublishedNumbersWereMadeWith() {
        // No independent reference: these are the ziggurat's own, held fast so that a new version of it is noticed.
        double[] values = RandomStreams.of(1).child("golden").stream().gaussians(6);
        assertThat(values).containsExactly(GOLDEN_GAUSSIANS);
        // Enough of them to have gone through the rare branches, the tail among them.
        double[] many = RandomStreams.of(1).child("golden").stream().gaussians(1_000_000);
        assertThat(Arrays.stream(many).map(Math::abs).max().orElseThrow()).isGreaterThan(4.5);
        assertThat(Arrays.hashCode(many)).isEqualTo(1468427513);
    }

    private static final double[] GOLDEN_GAUSSIANS = {
        -0.41938779625549094,
        0.6201775604140676,
        -0.2794666637669709,
        -0.9199406489902466,
        0.6397769806931644,
        -1.0049141416929943
    };

    @Test
    void eachCallOfStreamStartsAgain() {
        RandomStreams node = RandomStreams.of(3).child("x");
        RandomStream first = node.stream();
        long value = first.nextLong();
        assertThat(first.nextLong()).isNotEqualTo(value);
        assertThat(node.stream().nextLong()).isEqualTo(value);
    }

    @Test
    void aNameIsNeverTakenForALongerPath() {
        RandomStreams root = RandomStreams.of(1);
        List<RandomStreams> nodes = List.of(
                root,
                root.child("a"),
                root.child("a/b"),
                root.child("a").child("b"),
                root.child("a\\/b"),
                root.child("a", 1),
                root.child("a", 0),
                root.child("a", -1),
                root.child("a1"),
                root.child("a[1]"),
                root.child("a", 1).child("b"),
                root.child("a[1]/b"),
                root.child("ab"),
                root.child("a\u0000b"),
                root.child("/"),
                root.child("\uD800"),
                root.child("\uD801"),
                root.child("?"),
                RandomStreams.of(2),
                RandomStreams.of(2).child("a"));
        assertThat(nodes.stream().map(node -> node.stream().nextLong())).doesNotHaveDuplicates();
        assertThat(nodes).doesNotHaveDuplicates();
        assertThat(nodes.stream().filter(node -> node.seed() == 1).map(RandomStreams::path))
                .doesNotHaveDuplicates();
    }

    @Property(tries = 300)
    void differentPathsAreDifferentStreams(
            @ForAll long seed,
            @ForAll @Size(max = 4) List<@StringLength(min = 1, max = 3) String> one,
            @ForAll @Size(max = 4) List<@StringLength(min = 1, max = 3) String> other) {
        Assume.that(!one.equals(other));
        RandomStreams first = walk(RandomStreams.of(seed), one);
        RandomStreams second = walk(RandomStreams.of(seed), other);
        assertThat(first.stream().nextLong()).isNotEqualTo(second.stream().nextLong());
        assertThat(first.path()).isNotEqualTo(second.path());
        assertThat(first).isNotEqualTo(second);
    }

    @Property(tries = 100)
    void thePathAloneDecides(@ForAll long seed, @ForAll @NotEmpty List<@StringLength(min = 1) String> path) {
        RandomStreams again = walk(RandomStreams.of(seed), path);
        RandomStreams node = walk(RandomStreams.of(seed), path);
        node.child("unused").stream().nextLong();
        assertThat(node.stream().gaussians(3)).containsExactly(again.stream().gaussians(3));
        assertThat(node).isEqualTo(again).hasSameHashCodeAs(again).hasToString(again.toString());
    }

    private static RandomStreams walk(RandomStreams node, List<String> path) {
        for (String name : path) {
            node = node.child(name);
        }
        return node;
    }

    @Test
    void neitherThreadsNorOrderMatter() {
        RandomStreams root = RandomStreams.of(11).child("cells");
        Map<Integer, Double> forwards = new ConcurrentHashMap<>();
        IntStream.range(0, 2000)
                .forEach(i -> forwards.put(i, root.child("cell", i).stream().nextGaussian()));
        Map<Integer, Double> anyhow = new ConcurrentHashMap<>();
        List<Integer> order = new ArrayList<>(forwards.keySet());
        Collections.reverse(order);
        order.parallelStream()
                .forEach(i -> anyhow.put(i, root.child("cell", i).stream().nextGaussian()));
        assertThat(anyhow).isEqualTo(forwards);
    }

    @Test
    void noTwoOfManyStreamsBeginAlike() {
        Set<Long> starts = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int index = 0; index < 100; index++) {
                starts.add(RandomStreams.of(seed).child("cell", index).stream().nextLong());
            }
        }
        assertThat(starts).hasSize(10_000);
    }

    @Test
    void pathsReadWell() {
        RandomStreams node = RandomStreams.of(5).child("graphon").child("C5").child("replicate", 3);
        assertThat(node.path()).isEqualTo("/graphon/C5/replicate[3]");
        assertThat(node.seed()).isEqualTo(5);
        assertThat(node).hasToString("RandomStreams[seed 5, /graphon/C5/replicate[3]]");
        assertThat(RandomStreams.of(5)).hasToString("RandomStreams[seed 5]");
        assertThat(RandomStreams.of(5).child("a/[b]\\").path()).isEqualTo("/a\\/\\[b\\]\\\\");
    }

    @Test
    void aNameIsNeeded() {
        RandomStreams root = RandomStreams.of(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> root.child(""))
                .withMessageContaining("found an empty one");
        assertThatIllegalArgumentException().isThrownBy(() -> root.child("", 1));
        assertThat(root).isNotEqualTo("RandomStreams");
        assertThat(Arrays.asList(root, null)).contains(root);
    }
}
