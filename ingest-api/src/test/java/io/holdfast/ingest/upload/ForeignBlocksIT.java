package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static io.holdfast.ingest.upload.Blocks.hash;
import static io.holdfast.ingest.upload.Blocks.random;
import static org.assertj.core.api.Assertions.assertThat;

/** Who sends bytes that somebody else has stored gets the answer that the first one got, but for ids and times. */
class ForeignBlocksIT {
    private static final AtomicLong SEEDS = new AtomicLong(61_000);
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";

    private final Client first = Client.newUser(RunningApi.shared(), "laptop");
    private final Client second = Client.newUser(RunningApi.shared(), "laptop");
    /** Stored by nobody before. */
    private final byte[] block = random(70_000, SEEDS.incrementAndGet());

    @Test
    void manifestFirst() {
        assertTheSame(manifestFirst(first), manifestFirst(second), 200);
    }

    @Test
    void manyFilesAtOnce() {
        byte[] other = random(900, SEEDS.incrementAndGet());
        assertTheSame(batch(first, other), batch(second, other), 200);
    }

    @Test
    void inOneShot() {
        assertTheSame(first.upload("/shot.bin", block), second.upload("/shot.bin", block), 201);
    }

    @Test
    void asAnUpdate() {
        assertTheSame(update(first), update(second), 200);
    }

    private void assertTheSame(Reply one, Reply other, int status) {
        assertThat(one.status()).as("%s", one).isEqualTo(status);
        assertThat(one.numberAt("/dedup/uploaded_bytes")).isGreaterThanOrEqualTo(block.length);
        assertThat(other.status()).isEqualTo(status);
        assertThat(masked(other)).isEqualTo(masked(one));
    }

    private Reply manifestFirst(Client client) {
        Reply opened = client.post("/files/upload/initiate", Blocks.file("/manifest.bin", block));
        client.put("/uploads/" + opened.at("/upload_id") + "/blocks/" + hash(block), block);
        return committedTwice(client, opened);
    }

    private Reply batch(Client client, byte[] other) {
        Reply opened = Blocks.initiateBatch(
                client, List.of(Blocks.file("/one.bin", block), Blocks.file("/two.bin", block, other)));
        Blocks.send(client, opened, block, other);
        return committedTwice(client, opened);
    }

    private Reply update(Client client) {
        String id = client.upload("/edited.bin", new byte[] {1}).at("/file_id");
        String bytes = Base64.getEncoder().encodeToString(block);
        Map<String, Object> chunk =
                Map.of("chunk_index", 0, "chunk_hash", hash(block), "size", block.length, "data", bytes);
        return client.post(
                "/files/" + id + "/update",
                Map.of("base_version", 1, "file_size", block.length, "chunks", List.of(chunk)));
    }

    private static Reply committedTwice(Client client, Reply opened) {
        Reply committed = Blocks.commit(client, opened);
        assertThat(Blocks.commit(client, opened).text()).isEqualTo(committed.text());
        return committed;
    }

    private static String masked(Reply reply) {
        return reply.text().replaceAll(ID, "id").replaceAll(TIME, "time");
    }
}
