package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static io.holdfast.ingest.upload.Blocks.commit;
import static io.holdfast.ingest.upload.Blocks.file;
import static io.holdfast.ingest.upload.Blocks.initiateBatch;
import static io.holdfast.ingest.upload.Blocks.random;
import static io.holdfast.ingest.upload.Blocks.send;
import static org.assertj.core.api.Assertions.assertThat;

/** The API over a store that packs small blocks. */
class PackedStoreIT {
    @Test
    void smallFilesOfABundleAndOneByOneShareAPackAndComeBack() throws IOException {
        RunningApi api = RunningApi.start("127.0.0.1:1", "--blocks.pack-below-bytes=262144");
        try {
            Client ada = Client.newUser(api, "laptop");
            List<byte[]> contents = new ArrayList<>();
            List<Map<String, Object>> files = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                contents.add(random(1_000 + i, i));
                files.add(file("/packed/" + i, contents.get(i)));
            }
            contents.add(random(300_000, 50));
            files.add(file("/packed/50", contents.get(50)));
            Reply opened = initiateBatch(ada, files);
            Reply sent = send(ada, opened, contents.toArray(byte[][]::new));
            assertThat(sent.json().at("/stored").size()).as("%s", sent).isEqualTo(51);
            Reply committed = commit(ada, opened);
            assertThat(committed.at("/status")).as("%s", committed).isEqualTo("committed");
            Reply single = ada.upload("/alone", random(5_000, 51));
            assertThat(single.status()).as("%s", single).isEqualTo(201);

            for (int i = 0; i < contents.size(); i++) {
                String id = committed.at("/files/" + i + "/file/file_id");
                assertThat(ada.get("/files/" + id + "/download").bytes())
                        .as("file %d", i)
                        .isEqualTo(contents.get(i));
            }
            assertThat(ada.get("/files/" + single.at("/file_id") + "/download").bytes())
                    .isEqualTo(random(5_000, 51));
            assertThat(names(api, "packs")).hasSize(1);
            assertThat(names(api, "objects")).as("the one that is too large").hasSize(1);
        } finally {
            api.stop();
        }
    }

    private static List<String> names(RunningApi api, String folder) throws IOException {
        try (Stream<Path> paths = Files.walk(api.blocks().resolve(folder))) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }
}
