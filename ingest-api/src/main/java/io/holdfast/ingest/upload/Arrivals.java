package io.holdfast.ingest.upload;

import io.holdfast.core.block.Arrival;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.manifest.BlockRef;
import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Looks for many objects, several at once: each is a request to the store. */
@Component
class Arrivals {
    private static final int AT_ONCE = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "direct-look");
        thread.setDaemon(true);
        return thread;
    });

    /** @throws io.holdfast.core.error.HoldfastException.Unavailable if the store did not say it of all */
    Map<BlockRef, Arrival> look(DirectStore store, Map<BlockRef, ObjectName> names) {
        Map<BlockRef, CompletableFuture<Arrival>> asked = new HashMap<>();
        names.forEach((block, name) ->
                asked.put(block, CompletableFuture.supplyAsync(() -> store.look(name, block.sizeBytes()), threads)));
        Map<BlockRef, Arrival> found = new HashMap<>();
        asked.forEach((block, answer) -> found.put(block, ended(answer)));
        return found;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    private static Arrival ended(CompletableFuture<Arrival> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
