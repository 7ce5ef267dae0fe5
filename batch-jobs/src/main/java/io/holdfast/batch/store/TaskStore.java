package io.holdfast.batch.store;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.config.Settings;
import java.io.Serializable;
import java.util.HashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** The store as each task opens it, wherever that runs. */
final class TaskStore implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> settings;

    TaskStore(BlockStoreSettings settings) {
        this.settings = new HashMap<>(settings.values());
    }

    /** It is closed when the task ends, however that is. */
    BlockStore open() {
        OpenStore store = BlockStores.open(BlockStoreSettings.of(new Settings(settings)));
        TaskCompletionListener close = context -> store.close();
        TaskContext.get().addTaskCompletionListener(close);
        return store;
    }
}
