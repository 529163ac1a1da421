package org.widelimit.numerics.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.PickleValue.Dict;
import org.widelimit.numerics.arrays.PickleValue.Items;
import org.widelimit.numerics.arrays.PickleValue.Other;
import org.widelimit.numerics.arrays.PickleValue.Text;
import org.widelimit.numerics.arrays.PickleValue.Whole;

/**
 * Reads a Python pickle (protocols 2 to 5) as data. A pickle is a program for a machine with a stack and a memo; in Python
 * it can call anything. Here it can build the values of {@link PickleValue} and nothing else: names are looked up in a
 * list ({@link PickleObjects}) and stand for no code.
 *
 * <p>Each operation takes a bounded amount of memory beside the bytes of its text, and their number is limited, so that no
 * pickle fills the heap or runs for long. The operations are those of Python's {@code pickletools}; their letters stand
 * here as Python writes them.
 */
final class PickleMachine {

    /** A tensor takes about 40; the memory for so many at their worst is about 100 MB. */
    static final int MAX_OPERATIONS = 1 << 21;

    private static final int LAST_PROTOCOL = 5;

    private final PickleInput in;
    private final PickleObjects objects;
    private final ArrayList<PickleValue> stack = new ArrayList<>();
    private @Nullable PickleValue[] memo = new PickleValue[64];
    private int memoSize;
    private int[] marks = new int[16];
    private int markCount;

    private PickleMachine(PickleInput in, PickleObjects objects) {
        this.in = in;
        this.objects = objects;
    }

    /**
     * The value that {@code pickle} builds.
     *
     * @param pickle the whole pickle and nothing more
     * @param objects what is known by name
     * @param where names the file in messages
     * @throws InputException when it is malformed, has more than 2^21 operations, or names anything not known
     */
    static PickleValue read(byte[] pickle, PickleObjects objects, String where) {
        return new PickleMachine(new PickleInput(pickle, where), objects).run();
    }

    private PickleValue run() {
        for (int done = 0; done < MAX_OPERATIONS; done++) {
            int operation = in.unsignedByte();
            if (operation == '.') {
                return result();
            }
            if (!constant(operation)
                    && !text(operation)
                    && !container(operation)
                    && !remembered(operation)
                    && !object(operation)) {
                throw in.malformed(String.format(
                        "expected an operation of pickle protocols 2 to %d, found 0x%02x", LAST_PROTOCOL, operation));
            }
        }
        throw in.malformed("expected at most " + MAX_OPERATIONS + " operations, found more");
    }

    private PickleValue result() {
        PickleValue result = pop();
        if (!stack.isEmpty() || markCount > 0 || !in.atEnd()) {
            throw in.malformed("expected one value, found more");
        }
        return result;
    }

    /** What is built from nothing. True when {@code operation} is of this kind. */
    private boolean constant(int operation) {
        switch (operation) {
            case 'N' -> stack.add(Other.NONE);
            case 0x88, 0x89 -> stack.add(Other.FLAG); // NEWTRUE, NEWFALSE
            case 'K' -> stack.add(new Whole(in.unsignedByte()));
            case 'M' -> stack.add(new Whole(in.unsignedShort()));
            case 'J' -> stack.add(new Whole(in.signedInt()));
            case 0x8a -> stack.add(in.whole(in.unsignedByte())); // LONG1
            case 0x8b -> stack.add(in.whole(in.signedInt())); // LONG4
            case 'G' -> {
                in.skip(Double.BYTES);
                stack.add(Other.NUMBER);
            }
            case 0x80 -> protocol(in.unsignedByte());
            case 0x95 -> frame(in.signedLong());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol(int version) {
        if (version > LAST_PROTOCOL) {
            throw in.malformed("expected pickle protocol 2 to " + LAST_PROTOCOL + ", found " + version);
        }
    }

    /** A frame is a hint to read ahead; all is in memory here. */
    private void frame(long length) {
        if (length < 0) {
            throw in.malformed("expected a frame's length, found " + Long.toUnsignedString(length));
        }
    }

    /** Texts and bytes, by the length of their length. */
    private boolean text(int operation) {
        switch (operation) {
            case 0x8c, 'U' -> stack.add(new Text(in.text(in.unsignedByte())));
            case 'X' -> stack.add(new Text(in.text(in.unsignedInt())));
            case 'T' -> stack.add(new Text(in.text(in.signedInt())));
            case 0x8d -> stack.add(new Text(in.text(in.signedLong())));
            case 'C' -> bytes(in.unsignedByte());
            case 'B' -> bytes(in.unsignedInt());
            case 0x8e, 0x96 -> bytes(in.signedLong()); // BINBYTES8, BYTEARRAY8
            default -> {
                return false;
            }
        }
        return true;
    }

    private void bytes(long length) {
        in.skip(length);
        stack.add(Other.BYTES);
    }

    private boolean container(int operation) {
        switch (operation) {
            case ']', ')', 0x8f -> stack.add(Items.empty()); // EMPTY_LIST, EMPTY_TUPLE, EMPTY_SET
            case '}' -> stack.add(Dict.empty());
            case 'l', 't', 0x91 -> stack.add(new Items(popToMark())); // LIST, TUPLE, FROZENSET
            case 'd' -> stack.add(dict(popToMark()));
            case 0x85, 0x86, 0x87 -> stack.add(new Items(popLast(operation - 0x84))); // TUPLE1, TUPLE2, TUPLE3
            case 'a' -> append(popLast(1));
            case 'e', 0x90 -> append(popToMark()); // APPENDS, ADDITEMS
            case 's' -> put(popLast(2));
            case 'u' -> put(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(List<PickleValue> values) {
        if (!(top() instanceof Items items)) {
            throw in.malformed("expected a list to append to");
        }
        items.values().addAll(values);
    }

    private void put(List<PickleValue> keysAndValues) {
        if (!(top() instanceof Dict dict)) {
            throw in.malformed("expected a dict to put items into");
        }
        dict.keysAndValues().addAll(dict(keysAndValues).keysAndValues());
    }

    private Dict dict(List<PickleValue> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw in.malformed("expected a value for each key");
        }
        return new Dict(keysAndValues);
    }

    /** Stack and memo. */
    private boolean remembered(int operation) {
        switch (operation) {
            case '(' -> mark();
            case '0' -> discard();
            case '1' -> popToMark();
            case '2' -> stack.add(top());
            case 'q' -> remember(in.unsignedByte());
            case 'r' -> remember(in.unsignedInt());
            case 0x94 -> remember(memoSize);
            case 'h' -> stack.add(recall(in.unsignedByte()));
            case 'j' -> stack.add(recall(in.unsignedInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = stack.size();
    }

    private void discard() {
        if (markCount > 0 && marks[markCount - 1] == stack.size()) {
            markCount--;
        } else {
            pop();
        }
    }

    private void remember(long index) {
        if (index >= MAX_OPERATIONS) {
            throw in.malformed("expected a memo index below " + MAX_OPERATIONS + ", found " + index);
        }
        int at = (int) index;
        if (at >= memo.length) {
            memo = Arrays.copyOf(memo, Math.max(2 * memo.length, at + 1));
        }
        memoSize += memo[at] == null ? 1 : 0;
        memo[at] = top();
    }

    private PickleValue recall(long index) {
        PickleValue value = index < memo.length ? memo[(int) index] : null;
        if (value == null) {
            throw in.malformed("expected a memo index in use, found " + index);
        }
        return value;
    }

    /** Names and calls. */
    private boolean object(int operation) {
        switch (operation) {
            case 'c' -> stack.add(objects.named(in.line(), in.line()));
            case 0x93 -> { // STACK_GLOBAL
                List<PickleValue> names = popLast(2);
                stack.add(objects.named(string(names.get(0)), string(names.get(1))));
            }
            case 'i' -> { // INST
                PickleValue type = objects.named(in.line(), in.line());
                stack.add(objects.called(type, new Items(popToMark())));
            }
            case 'R', 0x81 -> call(popLast(2)); // REDUCE, NEWOBJ
            case 0x92 -> call(popLast(3)); // NEWOBJ_EX: keywords are passed over
            case 'b' -> { // BUILD: attributes carry no array that is read
                popLast(1);
                top();
            }
            case 'Q' -> stack.add(objects.outside(pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(List<PickleValue> callableAndArguments) {
        stack.add(objects.called(callableAndArguments.get(0), callableAndArguments.get(1)));
    }

    private String string(PickleValue value) {
        if (value instanceof Text text) {
            return text.value();
        }
        throw in.malformed("expected the name of a class");
    }

    private PickleValue top() {
        requireDepth(1);
        return stack.get(stack.size() - 1);
    }

    private PickleValue pop() {
        requireDepth(1);
        return stack.remove(stack.size() - 1);
    }

    private List<PickleValue> popLast(int count) {
        requireDepth(count);
        return popFrom(stack.size() - count);
    }

    private List<PickleValue> popToMark() {
        if (markCount == 0) {
            throw in.malformed("expected a mark on the stack");
        }
        return popFrom(marks[--markCount]);
    }

    private List<PickleValue> popFrom(int index) {
        List<PickleValue> last = stack.subList(index, stack.size());
        List<PickleValue> values = new ArrayList<>(last);
        last.clear();
        return values;
    }

    /** What lies below a mark is out of reach until the mark is taken. */
    private void requireDepth(int count) {
        int floor = markCount == 0 ? 0 : marks[markCount - 1];
        if (stack.size() - floor < count) {
            throw in.malformed("expected " + count + " more values on the stack");
        }
    }
}
