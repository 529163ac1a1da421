package org.widelimit.numerics.arrays;

import java.nio.file.Path;
import java.util.Map;
import org.widelimit.numerics.InputException;

/**
 * PyTorch's files of tensors ({@code .pt}, {@code .pth}, {@code .pth.tar}): what {@code torch.save} writes since version
 * 1.6, a zip archive with a pickle that describes the tensors and one entry for each block of numbers.
 *
 * <p>A pickle is a program, and Python runs it. Here nothing is ever executed: tensors, dicts, lists and numbers are built,
 * and a file that names any other class is refused by that class's name. It is safe to read a file from anywhere.
 *
 * <p>Read:
 *
 * <ul>
 *   <li>dense tensors and parameters of type bool, int8 to int64, uint8 to uint64, float16, bfloat16 (held as {@link
 *       ElementType#FLOAT32}, which is exact), float32 and float64, with any strides, shared or not, in both byte orders;
 *   <li>dicts, lists and tuples of them at any depth up to 64. A tensor's name is the keys and positions on the way to it,
 *       joined by dots: {@code state_dict.fc1.weight_mask}, {@code optimizer.state.0.exp_avg}. Nothing is added and no
 *       prefix ({@code module.}) taken away. A tensor that stands alone is called {@code tensor};
 *   <li>numbers, texts and None beside them, which are passed over.
 * </ul>
 *
 * <p>Refused, each in one line that says what to do: whole modules ({@code torch.save(model)}), TorchScript, the forms
 * before version 1.6, other pickles; complex, quantised, sparse and 8-bit float tensors; conjugate and negative views.
 */
public final class TorchFiles {

    private TorchFiles() {}

    /**
     * Reads all tensors of a file. Takes 8 bytes for each value, and for a moment the bytes of one storage; these are
     * allocated only after the file was found to have them.
     *
     * @param file a file of {@code torch.save}
     * @return the tensors by name, in the file's order; at least one; cannot be changed
     * @throws InputException when the file does not exist, is damaged or of another form, names a class that is not read,
     *     has no tensor, two of one name, or one that reaches beyond its storage, has more than 2^27 elements or a type
     *     that is not read, holds an integer beyond 2^53 that no double equals; or tensors that share storages have more
     *     than 2^22 values and more than 4 for each byte
     */
    public static Map<String, NdArray> read(Path file) {
        return TorchArchive.read(file);
    }
}
