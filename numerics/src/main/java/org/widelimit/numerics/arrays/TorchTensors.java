package org.widelimit.numerics.arrays;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.PickleValue.Storage;
import org.widelimit.numerics.arrays.PickleValue.Tensor;

/** Reads the tensors that a pickle describes out of their storages. */
final class TorchTensors {

    /** Values that the tensors of any file may have together, though its storages are smaller. */
    private static final long FREE_VALUES = 1 << 22;

    /** Values for each byte of storage beyond that: tensors may share a storage, but not blow it up without end. */
    private static final long MAX_SHARING = 4;

    private static final NdArray PLACE = NdArray.of(new double[0]);

    private final TorchStorages storages;
    private final String where;
    private long heap = Runtime.getRuntime().maxMemory();

    private TorchTensors(TorchStorages storages, String where) {
        this.storages = storages;
        this.where = where;
    }

    /**
     * The tensors of a file. Each storage is read once and let go before the next.
     *
     * @param pickle the pickle
     * @param storages the storages it refers to
     * @param where names the file in messages
     * @return arrays by name, in the order of the pickle; at least one; cannot be changed
     * @throws InputException as {@link TorchFiles#read}
     */
    static Map<String, NdArray> read(byte[] pickle, TorchStorages storages, String where) {
        PickleValue tree = PickleMachine.read(pickle, new TorchObjects(where), where);
        return new TorchTensors(storages, where).read(TorchNames.of(tree, where));
    }

    private Map<String, NdArray> read(Map<String, Tensor> tensors) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        Map<String, Map<String, TorchView>> byStorage = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            TorchView view = view(name, tensor);
            byStorage
                    .computeIfAbsent(tensor.storage().key(), key -> new LinkedHashMap<>())
                    .put(name, view);
            arrays.put(name, PLACE); // the order is the file's, not that of the storages
        });
        requireProportion(byStorage);
        byStorage.forEach((key, views) -> {
            ByteBuffer bytes = bytes(key);
            views.forEach((name, view) -> arrays.put(name, array(view, bytes)));
            heap += bytes.capacity();
        });
        return Collections.unmodifiableMap(arrays);
    }

    private TorchView view(String name, Tensor tensor) {
        String place = where + ", tensor '" + name + "'";
        Storage storage = tensor.storage();
        long length = storages.length(storage.key());
        if (length < 0) {
            throw new InputException(place + ": expected a storage '" + storage.key() + "', found none in the archive");
        }
        TorchView view = TorchView.of(tensor, length, place);
        int bytes = TorchType.named(storage.type()).map(TorchType::bytes).orElse(1);
        if (storage.elements() != length / bytes || length % bytes != 0) {
            throw new InputException(place + ": expected a storage of " + storage.elements() + " x " + bytes
                    + " bytes, found " + length);
        }
        return view;
    }

    private void requireProportion(Map<String, Map<String, TorchView>> byStorage) {
        long values = byStorage.values().stream()
                .flatMap(views -> views.values().stream())
                .mapToLong(TorchView::count)
                .sum();
        long stored = byStorage.keySet().stream().mapToLong(storages::length).sum();
        if (values > Math.max(FREE_VALUES, MAX_SHARING * stored)) {
            throw new InputException(where + ": expected tensors with at most " + MAX_SHARING
                    + " values for each byte they share, found " + values + " values in " + stored + " bytes");
        }
    }

    private ByteBuffer bytes(String key) {
        long length = storages.length(key);
        take(length, length + " bytes of a storage");
        try {
            return storages.bytes(key);
        } catch (OutOfMemoryError e) {
            throw tooLarge(length, length + " bytes of a storage");
        }
    }

    private NdArray array(TorchView view, ByteBuffer bytes) {
        long needed = (long) Double.BYTES * view.count();
        take(needed, view.count() + " values");
        try {
            return view.read(bytes);
        } catch (OutOfMemoryError e) {
            throw tooLarge(needed, view.count() + " values");
        }
    }

    private void take(long bytes, String what) {
        if (bytes > heap) {
            throw tooLarge(bytes, what);
        }
        heap -= bytes;
    }

    private InputException tooLarge(long bytes, String what) {
        return new InputException(String.format(
                "%s: %s need %d MiB, more than the Java heap has (-Xmx sets it)", where, what, bytes >> 20));
    }
}
