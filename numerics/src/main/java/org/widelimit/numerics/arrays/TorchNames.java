package org.widelimit.numerics.arrays;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.PickleValue.Dict;
import org.widelimit.numerics.arrays.PickleValue.Items;
import org.widelimit.numerics.arrays.PickleValue.Tensor;
import org.widelimit.numerics.arrays.PickleValue.Text;
import org.widelimit.numerics.arrays.PickleValue.Whole;

/** Gives each tensor of a tree of dicts and lists a name: the keys and positions that lead to it, joined by dots. */
final class TorchNames {

    private static final String BARE = "tensor";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TENSORS = 1 << 16;
    private static final int MAX_LETTERS = 512;

    /** A value can be in many places, so that a small pickle can unfold without end. */
    private static final int MAX_VISITS = 2 * PickleMachine.MAX_OPERATIONS;

    private final String where;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Deque<PickleValue> keys = new ArrayDeque<>();
    private int visits;

    private TorchNames(String where) {
        this.where = where;
    }

    /**
     * The tensors of {@code tree} by name, in the order of the pickle; one that stands alone is called {@code tensor}.
     *
     * @param tree what a pickle built
     * @param where names the file in messages
     * @throws InputException when there is none, two have one name, a key is neither text nor integer, or the tree is
     *     deeper than 64, unfolds to more than 2^22 values or 2^16 tensors, or has names longer than 512 characters
     */
    static Map<String, Tensor> of(PickleValue tree, String where) {
        TorchNames names = new TorchNames(where);
        names.visit(tree);
        if (names.tensors.isEmpty()) {
            throw new InputException(where + ": expected at least one tensor, found none");
        }
        return names.tensors;
    }

    private void visit(PickleValue value) {
        if (++visits > MAX_VISITS) {
            throw new InputException(where + ": expected at most " + MAX_VISITS + " values, found more");
        }
        if (value instanceof Tensor tensor) {
            add(tensor);
        } else if (value instanceof Items items) {
            for (int i = 0; i < items.values().size(); i++) {
                visit(new Whole(i), items.values().get(i));
            }
        } else if (value instanceof Dict dict) {
            List<PickleValue> all = dict.keysAndValues();
            for (int i = 0; i < all.size(); i += 2) {
                visit(all.get(i), all.get(i + 1));
            }
        }
    }

    private void visit(PickleValue key, PickleValue value) {
        if (keys.size() == MAX_DEPTH) {
            throw new InputException(
                    where + ": expected values nested at most " + MAX_DEPTH + " deep, found deeper ones");
        }
        keys.addLast(key);
        visit(value);
        keys.removeLast();
    }

    private void add(Tensor tensor) {
        String name = keys.isEmpty() ? BARE : joined();
        if (tensors.put(name, tensor) != null) {
            throw new InputException(where + ", tensor '" + name + "': expected each name once, found it twice");
        }
        if (tensors.size() > MAX_TENSORS) {
            throw new InputException(where + ": expected at most " + MAX_TENSORS + " tensors, found more");
        }
    }

    private String joined() {
        List<String> parts = new ArrayList<>(keys.size());
        int letters = -1;
        for (PickleValue key : keys) {
            String part = part(key);
            parts.add(part);
            letters += part.length() + 1;
            if (letters > MAX_LETTERS) {
                throw new InputException(where + ": expected a name of at most " + MAX_LETTERS
                        + " characters for each tensor, found a longer one");
            }
        }
        return String.join(".", parts);
    }

    private String part(PickleValue key) {
        if (key instanceof Text text) {
            return text.value();
        }
        if (key instanceof Whole whole) {
            return Long.toString(whole.value());
        }
        throw new InputException(where + ": expected tensors under keys of text or integers, found another key");
    }
}
