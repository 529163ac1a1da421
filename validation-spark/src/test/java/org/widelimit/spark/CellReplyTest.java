package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Measurement;

class CellReplyTest {

    private static final Cell CELL = new Cell("test/1", Math.nextUp(0.1), 3);

    private static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static <T> T travelled(T object) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(object)))) {
            return (T) in.readObject();
        }
    }

    @Test
    void everyBitTravels() throws Exception {
        Measurement measurement = Measurement.of("b", Math.nextUp(1.0))
                .and("a", -0.0)
                .and("c", Double.MIN_VALUE)
                .and("d", Double.MAX_VALUE)
                .withNote("counterexample", "x = [1, 2]");
        CellResult sent = new CellResult(CELL, measurement, null, 0.25);
        CellResult received = travelled(CellReply.of(sent))
                .resultOf(travelled(CellTask.of(CELL)).cell());
        assertThat(Cells.bits(received)).isEqualTo(Cells.bits(sent));
        assertThat(received).isEqualTo(sent);
        assertThat(List.copyOf(received.measurement().numbers().keySet())).containsExactly("b", "a", "c", "d");
    }

    @Test
    void failuresTravelAndRefusalsEndTheStudy() throws Exception {
        CellResult failed = new CellResult(CELL, null, "IllegalStateException: no convergence", 1);
        assertThat(travelled(CellReply.of(failed)).resultOf(CELL)).isEqualTo(failed);
        CellReply refused = travelled(new CellReply.Refused("another core"));
        assertThatThrownBy(() -> refused.resultOf(CELL))
                .isInstanceOf(InputException.class)
                .hasMessage("--engine spark: another core");
    }

    @Test
    void whatTravelsIsSmall() throws IOException {
        StudyDescription study =
                new StudyDescription(StandardClaims.class, 1, Arithmetic.here(DenseBackends.named("ejml")));
        assertThat(bytes(new CellComputation(study))).hasSizeLessThan(1000);
        assertThat(bytes(CellTask.of(CELL))).hasSizeLessThan(200);
    }

    @Test
    void anExecutorWithOtherArithmeticRefuses() {
        Arithmetic here = Arithmetic.here(DenseBackends.named("ejml"));
        assertThat(here.code()).matches("[0-9a-f]{64}");
        refuses(new Arithmetic(here.version(), here.code(), here.java(), here.backend(), "another core"), here.core());
        refuses(new Arithmetic(here.version(), "0".repeat(64), here.java(), here.backend(), here.core()), here.code());
    }

    private static void refuses(Arithmetic driver, String found) {
        CellReply reply =
                new StudyDescription(StandardClaims.class, 1, driver).run(CellTask.of(new Cell("flow/7", 1, 0)));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        CellReply.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains(driver.toString())
                                .contains(found));
    }

    @Test
    void anExecutorWithoutTheClaimRefuses() {
        Arithmetic here = Arithmetic.here(DenseBackends.named("ejml"));
        CellReply reply = new StudyDescription(StandardClaims.class, 1, here).run(CellTask.of(CELL));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        CellReply.Refused.class,
                        refused -> assertThat(refused.reason()).contains("test/1"));
    }
}
