package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NpyRoundTripTest {

    @Provide
    Arbitrary<NdArray> arrays() {
        return ArrayArbitraries.arrays();
    }

    @Provide
    Arbitrary<int[]> shapes() {
        return ArrayArbitraries.shapes();
    }

    @Property
    void whatIsWrittenIsReadBackEqual(@ForAll("arrays") NdArray array) {
        assertThat(ArrayFixtures.decoded(ArrayFixtures.encoded(array))).isEqualTo(array);
    }

    @Property
    void theDataBeginAtAMultipleOf64BytesAndEndTheFile(@ForAll("arrays") NdArray array) {
        byte[] bytes = ArrayFixtures.encoded(array);
        long data = (long) array.size() * array.type().bytes();
        assertThat((bytes.length - data) % 64).isZero();
        assertThat(bytes[(int) (bytes.length - data) - 1]).isEqualTo((byte) '\n');
        assertThat(NpyEncoder.length(array)).isEqualTo(bytes.length);
    }

    /** The other byte order is the same bytes, each element's reversed. */
    @Property
    void bigEndianIsLittleEndianReversed(@ForAll("arrays") NdArray array) {
        byte[] little = ArrayFixtures.encoded(array);
        int item = array.type().bytes();
        int count = array.size() * item;
        byte[] data = new byte[count];
        for (int i = 0; i < count; i++) {
            data[i] = little[little.length - count + i / item * item + item - 1 - i % item];
        }
        String header = ArrayFixtures.header("'>" + array.type().code() + "'", "False", shape(array.shape()));
        assertThat(ArrayFixtures.decoded(ArrayFixtures.npy(2, header, data))).isEqualTo(array);
    }

    /** In Fortran order element (i_1, ..., i_r) stands at i_1 + n_1 (i_2 + n_2 (i_3 + ...)). */
    @Property
    void fortranOrderPutsTheFirstIndexFastest(@ForAll("shapes") int[] shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer data = ByteBuffer.allocate(8 * size).order(ByteOrder.BIG_ENDIAN);
        for (int position = 0; position < size; position++) {
            data.putDouble(8 * fortranPosition(position, shape), position);
        }
        byte[] file = ArrayFixtures.npy(3, ArrayFixtures.header("'>f8'", "True", shape(shape)), data.array());
        NdArray read = ArrayFixtures.decoded(file);
        assertThat(read.shape()).isEqualTo(shape);
        for (int position = 0; position < size; position++) {
            assertThat(read.value(position)).isEqualTo(position);
        }
    }

    private static int fortranPosition(int cPosition, int[] shape) {
        int rest = cPosition;
        int[] index = new int[shape.length];
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        int position = 0;
        for (int d = shape.length - 1; d >= 0; d--) {
            position = position * shape[d] + index[d];
        }
        return position;
    }

    private static String shape(int[] shape) {
        return Shapes.text(Shapes.toList(shape));
    }
}
