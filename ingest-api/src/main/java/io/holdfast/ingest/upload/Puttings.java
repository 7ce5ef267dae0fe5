package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Puts objects, several at once: a disk makes many files durable in hardly more time than one. */
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
                .description("Time until a block, or the packed blocks of a bundle, are durable on the store")
                .register(metrics);
    }

    /** In the thread of the caller. */
    Location put(ObjectName name, BlockBytes bytes) {
        Timer.Sample sample = Timer.start();
        Location place = store.put(name, bytes);
        sample.stop(storing);
        return place;
    }

    /** Returns once all have ended. Those that the store packs go in one piece, which becomes durable at once. */
    Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        Map<ObjectName, BlockBytes> packed = new HashMap<>();
        List<CompletableFuture<Map<ObjectName, PutEnd>>> running = new ArrayList<>();
        objects.forEach((name, bytes) -> {
            if (bytes.sizeBytes() < store.packsBelow()) {
                packed.put(name, bytes);
            } else {
                running.add(CompletableFuture.supplyAsync(() -> attempt(Map.of(name, bytes)), threads));
            }
        });
        Map<ObjectName, PutEnd> ends = new HashMap<>();
        if (!packed.isEmpty()) {
            ends.putAll(attempt(packed));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        running.forEach(future -> ends.putAll(ended(future)));
        return ends;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    private Map<ObjectName, PutEnd> attempt(Map<ObjectName, BlockBytes> objects) {
        Timer.Sample sample = Timer.start();
        Map<ObjectName, PutEnd> ends = store.putAll(objects);
        sample.stop(storing);
        return ends;
    }

    private static Map<ObjectName, PutEnd> ended(CompletableFuture<Map<ObjectName, PutEnd>> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
