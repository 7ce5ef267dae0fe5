package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The same bytes, cut in another way. */
class ComparisonIT {
    private static final int LARGE = 8 << 20;

    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @ParameterizedTest
    @CsvSource({"2, committed", "33, conflict"})
    void isFoundOutUpTo256MebibytesAndBothAreKeptBeyond(int blocks, String status) {
        byte[] large = new byte[LARGE];
        byte[] half = new byte[LARGE / 2];
        assertThat(committed("/zeros" + blocks, large, blocks).at("/status")).isEqualTo("committed");
        Reply again = committed("/zeros" + blocks, half, 2 * blocks);
        assertThat(again.at("/status")).as("%s", again).isEqualTo(status);
    }

    private Reply committed(String path, byte[] block, int times) {
        byte[][] blocks = new byte[times][];
        Arrays.fill(blocks, block);
        Reply opened = ada.post("/files/upload/initiate", Blocks.file(path, blocks));
        assertThat(opened.status()).as("%s", opened).isEqualTo(200);
        if (!opened.at("/chunks_needed/0").isEmpty()) {
            ada.put("/uploads/" + opened.at("/upload_id") + "/blocks/" + Blocks.hash(block), block);
        }
        return Blocks.commit(ada, opened);
    }
}
