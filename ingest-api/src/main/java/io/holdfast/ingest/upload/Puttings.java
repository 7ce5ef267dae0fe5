package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Puts objects, several at once: a disk makes many small files durable in hardly more time than one. */
@Component
class Puttings {
    private static final int AT_ONCE = 8;

    private final BlockStore store;
    private final Timer storing;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "block-put");
        thread.setDaemon(true);
        return thread;
    });

    Puttings(BlockStore store, MeterRegistry metrics) {
        this.store = store;
        this.storing = Timer.builder("holdfast.upload.store")
                .description("Time until a block is durable on the store")
                .register(metrics);
    }

    /** How a put ended: {@code problem} says why it did not. */
    sealed interface End {
        record Durable(long storedBytes) implements End {}

        record Refused(HoldfastException problem) implements End {}
    }

    /** In the thread of the caller. */
    long put(ObjectName name, BlockBytes bytes) {
        Timer.Sample sample = Timer.start();
        long storedBytes = store.put(name, bytes);
        sample.stop(storing);
        return storedBytes;
    }

    /** Returns once all have ended. */
    Map<ObjectName, End> putAll(Map<ObjectName, BlockBytes> objects) {
        Map<ObjectName, CompletableFuture<End>> running = new HashMap<>();
        objects.forEach((name, bytes) ->
                running.put(name, CompletableFuture.supplyAsync(() -> attempt(name, bytes), threads)));
        Map<ObjectName, End> ends = new HashMap<>();
        CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        running.forEach((name, future) -> ends.put(name, ended(future)));
        return ends;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    private End attempt(ObjectName name, BlockBytes bytes) {
        try {
            return new End.Durable(put(name, bytes));
        } catch (HoldfastException e) {
            return new End.Refused(e);
        }
    }

    private static End ended(CompletableFuture<End> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
