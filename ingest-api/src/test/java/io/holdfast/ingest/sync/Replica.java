package io.holdfast.ingest.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client as {@code docs/api.md} wants it: rows by id, nothing looked up by path, nothing asked but {@code delta}. After every
 * change it checks what that page promises: no name is taken twice, no folder lies in itself, and an entry that the journal tells
 * of stands where the journal says.
 */
final class Replica {
    private final String root;
    private final Map<String, Row> rows = new HashMap<>();
    private int placesCompared;
    private long lastSeq;

    /** What is kept of an entry. */
    record Row(String parent, String name, String type, String content) {
        String nameKey() {
            return parent + "/" + name.toLowerCase(Locale.ROOT);
        }
    }

    Replica(String root) {
        this.root = root;
    }

    /** @param listedSeq up to this number a change is of the listing, whose paths are of the moment of reading */
    void apply(JsonNode change, long listedSeq) {
        String id = change.path("file_id").asString();
        long seq = change.path("seq").asLong();
        assertThat(seq).as("the order of changes").isGreaterThanOrEqualTo(lastSeq);
        boolean brought = seq == lastSeq;
        lastSeq = seq;
        if (change.path("action").asString().equals("deleted")) {
            forget(id);
            return;
        }
        Row row = new Row(
                change.path("parent_folder_id").asString(),
                change.path("name").asString(),
                change.path("type").asString(),
                change.path("version").asLong() + " "
                        + change.path("content_hash").asString(""));
        rows.put(id, row);
        checkName(id, row);
        String path = path(id);
        if (seq > listedSeq && !brought && path != null) {
            assertThat(path).as("%s", change).isEqualTo(change.path("path").asString());
            placesCompared++;
        }
    }

    /** When {@code has_more} is false: what does not hang on the root is in the trash. */
    void settle() {
        rows.keySet().removeIf(id -> path(id) == null);
    }

    /** What stands where: id, type and content by path. */
    Map<String, String> tree() {
        Map<String, String> tree = new TreeMap<>();
        rows.forEach((id, row) -> {
            String path = path(id);
            if (path != null) {
                tree.put(path, id + " " + row.type() + " " + row.content());
            }
        });
        return tree;
    }

    int placesCompared() {
        return placesCompared;
    }

    private void forget(String id) {
        Set<String> gone = new HashSet<>(Set.of(id));
        while (rows.entrySet().stream()
                .filter(entry -> gone.contains(entry.getValue().parent()))
                .map(entry -> gone.add(entry.getKey()))
                .reduce(false, Boolean::logicalOr)) {}
        rows.keySet().removeAll(gone);
    }

    private void checkName(String id, Row row) {
        rows.forEach((other, there) -> assertThat(
                        !other.equals(id) && there.nameKey().equals(row.nameKey()))
                .as("%s and %s both are %s", id, other, row)
                .isFalse());
    }

    /** From the root; null if it does not hang there. */
    private @Nullable String path(String id) {
        StringBuilder path = new StringBuilder();
        String at = id;
        for (int height = 0; !at.equals(root); height++) {
            assertThat(height).as("a way up that never ends").isLessThan(300);
            Row row = rows.get(at);
            if (row == null) {
                return null;
            }
            path.insert(0, "/" + row.name());
            at = row.parent();
        }
        return path.toString();
    }
}
