package io.holdfast.batch.store;

import io.holdfast.blockstore.local.LocalBlockStore;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** The store as one task opens it. */
final class TaskStore {
    private TaskStore() {}

    /** It is closed when the task ends, however that is. */
    static LocalBlockStore open(String folder) {
        LocalBlockStore store = LocalBlockStore.open(Path.of(folder));
        TaskCompletionListener close = context -> store.close();
        TaskContext.get().addTaskCompletionListener(close);
        return store;
    }
}
