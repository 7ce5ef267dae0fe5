package io.holdfast.ingest.sync;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever follows {@code docs/api.md} ends with the server's tree, however small the pages and whatever happens between them. */
class ReplicaIT {
    private static final int LARGEST_PAGE = 5;

    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");
    private final String root = ada.get("/account").at("/root_folder_id");
    private final Replica replica = new Replica(root);
    private String cursor = "";
    private long listedSeq = Long.MAX_VALUE;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("replica.seeds", 3));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTreeThatChangesBetweenThePagesIsFollowedToItsEnd(long seed) throws SQLException {
        Gardener gardener = new Gardener(ada, root, seed);
        Random random = new Random(-seed);
        gardener.act(30);
        listedSeq = head();
        for (int page = 0; page < 20; page++) {
            read(1 + random.nextInt(LARGEST_PAGE));
            gardener.act(random.nextInt(7));
        }
        readToTheEnd(random);
        assertThat(replica.tree()).isEqualTo(gardener.serverTree());
        gardener.act(15);
        readToTheEnd(random);
        Map<String, String> tree = gardener.serverTree();
        assertThat(replica.tree()).isEqualTo(tree);
        tree.forEach((path, row) -> assertThat(row).startsWith(byPath(path).at("/file_id")));
        System.out.println("seed " + seed + ": " + gardener.done() + ", " + tree.size() + " entries left, "
                + replica.placesCompared() + " places compared");
        assertThat(replica.placesCompared()).isGreaterThan(20);
    }

    @Test
    void aFolderThatWasInTheTrashAtTheFirstSyncComesBackWithAllThatIsInIt() {
        String folder = ada.post("/folders", Map.of("path", "/trip")).at("/file_id");
        for (int i = 0; i < 7; i++) {
            ada.upload("/trip/day " + i + "/photo", new byte[] {(byte) i});
        }
        ada.delete("/files/" + folder);
        readToTheEnd(new Random(1));
        assertThat(replica.tree()).isEmpty();
        ada.post("/trash/" + folder + "/restore");
        String day = byPath("/trip/day 3").at("/file_id");
        read(2);
        ada.patch("/files/" + day, Map.of("parent_folder_id", root, "name", "kept"));
        readToTheEnd(new Random(2));
        assertThat(replica.tree())
                .hasSize(15)
                .containsKeys("/kept", "/kept/photo", "/trip/day 6/photo")
                .isEqualTo(new Gardener(ada, root, 0).serverTree());
    }

    private void readToTheEnd(Random random) {
        int pages = 0;
        while (read(1 + random.nextInt(LARGEST_PAGE))) {
            assertThat(pages++).isLessThan(10_000);
        }
        replica.settle();
    }

    /** @return whether there is more */
    private boolean read(int limit) {
        Reply page = ada.get("/sync/delta?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        ArrayList<JsonNode> changes = new ArrayList<>();
        page.json().path("changes").forEach(changes::add);
        assertThat(changes).hasSizeLessThanOrEqualTo(limit);
        changes.forEach(change -> replica.apply(change, listedSeq));
        cursor = page.at("/next_cursor");
        return page.json().path("has_more").asBoolean();
    }

    private Reply byPath(String path) {
        return ada.get("/files/by-path?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    private long head() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(RunningApi.shared().jdbcUrl());
                PreparedStatement statement =
                        connection.prepareStatement("SELECT head_seq FROM namespace WHERE root_id = ?")) {
            statement.setObject(1, UUID.fromString(root));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
