package io.holdfast.ingest.sync;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that pages while others write ends at the state, whatever moved meanwhile. */
class DeltaStabilityIT {
    private static final int WRITERS = 3;
    private static final int WRITES = 40;

    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void pagesAndTheNextDeltaTogetherAreTheStateThoughRowsChangeMeanwhile() {
        for (int i = 0; i < 30; i++) {
            ada.upload("/old/" + i, new byte[] {(byte) i});
        }
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(CompletableFuture.runAsync(() -> write(writer)));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0]));
        Map<String, String> seen = new TreeMap<>();
        String cursor = "";
        boolean more = true;
        while (more || !all.isDone()) {
            Reply page = ada.get("/sync/delta?limit=5" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.json().path("changes").forEach(change -> apply(seen, change));
            cursor = page.at("/next_cursor");
            more = page.json().path("has_more").asBoolean();
        }
        all.join();
        Reply rest = ada.get("/sync/delta?limit=1000&cursor=" + cursor);
        rest.json().path("changes").forEach(change -> apply(seen, change));
        Map<String, String> state = new TreeMap<>();
        ada.get("/sync/delta?limit=1000").json().path("changes").forEach(change -> apply(state, change));
        assertThat(state).hasSizeGreaterThan(30);
        assertThat(seen).isEqualTo(state);
    }

    private void write(int writer) {
        Random random = new Random(writer);
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            byte[] content = {(byte) writer, (byte) i, (byte) (i >> 8)};
            switch (random.nextInt(4)) {
                case 0 -> ada.upload("/old/" + random.nextInt(30), content, "on_conflict", "overwrite");
                case 1 -> {
                    if (!mine.isEmpty()) {
                        ada.delete("/files/" + mine.remove(random.nextInt(mine.size())));
                    }
                }
                default ->
                    mine.add(ada.upload("/new/" + writer + "/" + i, content).at("/file_id"));
            }
        }
    }

    private static void apply(Map<String, String> entries, JsonNode change) {
        String id = change.path("file_id").asString();
        if (change.path("action").asString().equals("deleted")) {
            entries.remove(id);
        } else {
            entries.put(
                    id,
                    change.path("path").asString() + " v"
                            + change.path("version").asLong());
        }
    }
}
