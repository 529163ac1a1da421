package org.widelimit.numerics.arrays;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.PickleValue.Dict;
import org.widelimit.numerics.arrays.PickleValue.Items;
import org.widelimit.numerics.arrays.PickleValue.Name;
import org.widelimit.numerics.arrays.PickleValue.Other;
import org.widelimit.numerics.arrays.PickleValue.Storage;
import org.widelimit.numerics.arrays.PickleValue.Tensor;
import org.widelimit.numerics.arrays.PickleValue.Text;
import org.widelimit.numerics.arrays.PickleValue.Whole;

/**
 * The classes and functions that a file of tensors may name: PyTorch's for dense tensors, containers, numbers. Close to
 * what {@code torch.load(weights_only=True)} takes; all others are refused.
 */
final class TorchObjects implements PickleObjects {

    private static final Set<String> DICTS = Set.of("collections.OrderedDict", "collections.defaultdict");

    /** Made of one argument, which is such a value already. */
    private static final Set<String> WRAPPERS =
            Set.of("collections.Counter", "torch.Size", "builtins.set", "builtins.frozenset");

    private static final Set<String> PARAMETERS =
            Set.of("torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state");

    /** Take storage, offset, size, stride; then flags, and at last metadata, with which a tensor would be more. */
    private static final Set<String> TENSORS =
            Set.of("torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2");

    private static final String TYPED_TENSOR = "torch._utils._rebuild_tensor_v3";
    private static final String WITH_ATTRIBUTES = "torch._tensor._rebuild_from_type_v2";

    /** Passed over with whatever is made of them; the last three are numbers of NumPy. */
    private static final Set<String> PASSED_OVER = Set.of(
            "builtins.int",
            "builtins.float",
            "builtins.bool",
            "builtins.complex",
            "builtins.str",
            "builtins.bytearray",
            "builtins.list",
            "builtins.tuple",
            "builtins.dict",
            "_codecs.encode",
            "torch.device",
            "torch.Tensor",
            "torch.nn.parameter.Parameter",
            "torch.serialization._get_layout",
            "numpy.dtype",
            "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar");

    private static final Pattern STORAGES = Pattern.compile("torch\\.(cuda\\.|storage\\.)?_?[A-Za-z0-9]+Storage");
    private static final Pattern DTYPES = Pattern.compile("torch\\.(bool|b?float\\w+|u?int\\d+|complex\\d+|qu?int\\w+"
            + "|strided|contiguous_format|preserve_format|channels_last(_3d)?)");
    private static final int MOST_LETTERS = 120;

    private final String where;

    /** What tensor files may name. */
    TorchObjects(String where) {
        this.where = where;
    }

    @Override
    public Name named(String module, String name) {
        String full = (module.equals("__builtin__") ? "builtins" : module) + "." + name;
        if (DICTS.contains(full)
                || WRAPPERS.contains(full)
                || PARAMETERS.contains(full)
                || TENSORS.contains(full)
                || full.equals(TYPED_TENSOR)
                || full.equals(WITH_ATTRIBUTES)
                || PASSED_OVER.contains(full)
                || STORAGES.matcher(full).matches()
                || DTYPES.matcher(full).matches()) {
            return new Name(full);
        }
        throw new InputException(where + ": expected tensors, dicts and numbers, found \"" + shortened(full)
                + "\", which is not read (nothing was executed); a file of tensors alone comes from Python's"
                + " torch.save(model.state_dict(), \"masks.pt\")");
    }

    @Override
    public PickleValue called(PickleValue callable, PickleValue arguments) {
        if (!(callable instanceof Name name) || !(arguments instanceof Items items)) {
            throw damaged("a class with its arguments");
        }
        List<PickleValue> values = items.values();
        if (name.full().equals(WITH_ATTRIBUTES)) {
            return withoutAttributes(values);
        }
        if (DICTS.contains(name.full())) {
            return Dict.empty();
        }
        if (WRAPPERS.contains(name.full())) {
            return values.isEmpty() ? Items.empty() : values.get(0);
        }
        if (PASSED_OVER.contains(name.full())) {
            return Other.OBJECT;
        }
        return tensor(name.full(), values);
    }

    /** Of (function, class, its arguments, attributes), the tensor that the function makes. */
    private Tensor withoutAttributes(List<PickleValue> values) {
        if (values.size() == 4 && values.get(0) instanceof Name name && values.get(2) instanceof Items items) {
            return tensor(name.full(), items.values());
        }
        throw damaged("a tensor with attributes");
    }

    private Tensor tensor(String function, List<PickleValue> values) {
        if (PARAMETERS.contains(function) && !values.isEmpty() && values.get(0) instanceof Tensor tensor) {
            return tensor;
        }
        boolean typed = function.equals(TYPED_TENSOR);
        int plain = typed ? 7 : 6;
        if ((typed ? values.size() >= plain : TENSORS.contains(function) && values.size() >= 4)
                && values.get(0) instanceof Storage storage
                && values.get(1) instanceof Whole offset
                && values.get(2) instanceof Items size
                && values.get(3) instanceof Items stride) {
            requireNoMetadata(values.size() > plain ? values.get(plain) : Other.NONE);
            String type = typed && values.get(6) instanceof Name dtype ? dtype.full() : storage.type();
            return new Tensor(storage, type, offset.value(), size, stride);
        }
        throw damaged("the arguments of a tensor (" + shortened(function) + ")");
    }

    private void requireNoMetadata(PickleValue metadata) {
        boolean none = metadata instanceof Dict dict && dict.keysAndValues().isEmpty();
        if (!none && !metadata.equals(Other.NONE)) {
            throw new InputException(
                    where + ": expected dense tensors, found one with metadata (a conjugate or negative"
                            + " view), which is not read");
        }
    }

    @Override
    public Storage outside(PickleValue id) {
        if (id instanceof Items items
                && items.values().size() == 5
                && items.values().get(0) instanceof Text kind
                && kind.value().equals("storage")
                && items.values().get(1) instanceof Name type
                && STORAGES.matcher(type.full()).matches()
                && items.values().get(2) instanceof Text key
                && items.values().get(4) instanceof Whole elements) {
            return new Storage(type.full(), key.value(), elements.value());
        }
        throw damaged("the id of a storage");
    }

    private InputException damaged(String expected) {
        return new InputException(where + ": damaged pickle: expected " + expected + ", found other values");
    }

    private static String shortened(String name) {
        return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS) + "...";
    }
}
