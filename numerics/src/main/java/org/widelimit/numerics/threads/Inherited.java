package org.widelimit.numerics.threads;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to what a thread is doing. It is set for the length of a block and seen by all that the block
 * calls, also in the threads to which {@link Workers} hand its tasks.
 *
 * @param <T> type of the value
 */
public final class Inherited<T> {

    /** All that are set in a thread, never changed but replaced: what is handed on stays as it was then. */
    private static final ThreadLocal<Map<Inherited<?>, Object>> VALUES = ThreadLocal.withInitial(Map::of);

    /** The value in this thread, or null where none is set. */
    @SuppressWarnings("unchecked") // set() alone puts a value beside its key
    public @Nullable T get() {
        return (T) VALUES.get().get(this);
    }

    /** Sets the value in this thread until the result is closed, which brings back what was there before. */
    public Scope set(T value) {
        Map<Inherited<?>, Object> before = VALUES.get();
        Map<Inherited<?>, Object> now = new HashMap<>(before);
        now.put(this, value);
        VALUES.set(now);
        return () -> VALUES.set(before);
    }

    /** The block in which a value is set; to be closed in the thread that opened it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {

        /** Throws nothing. */
        @Override
        void close();
    }

    /** All values of this thread, to be handed on. */
    static Map<Inherited<?>, Object> all() {
        return VALUES.get();
    }

    /** Takes over the values of another thread. */
    static void adopt(Map<Inherited<?>, Object> values) {
        VALUES.set(values);
    }

    /** Forgets all values of this thread. */
    static void forget() {
        VALUES.remove();
    }
}
