package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.Port;
import io.holdfast.standalone.data.Ports;
import io.holdfast.standalone.data.Profile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChildSettingsTest {
    private static final String PACK_BELOW = "blocks.pack-below-bytes";

    @Test
    void smallBlocksOfADirectoryArePackedUnlessTheOperatorSaysOtherwise() {
        for (Map<String, String> settings :
                List.of(of(Map.of()).api(), of(Map.of()).maintenance())) {
            assertThat(settings).containsEntry("blocks.dir", "/data/blocks").containsEntry(PACK_BELOW, "262144");
        }
        assertThat(of(Map.of("blocks.backend", "local")).api()).containsEntry(PACK_BELOW, "262144");
        assertThat(of(Map.of(PACK_BELOW, "0")).api()).containsEntry(PACK_BELOW, "0");
        assertThat(of(Map.of("blocks.backend", "volumes")).api()).doesNotContainKey(PACK_BELOW);
    }

    @Test
    void onlyASystemThatStaysKeepsClassesForItsBatchRuns() {
        assertThat(of(Profile.DEFAULT, Map.of()).maintenance())
                .containsEntry("batch.class-archives", "/data/run/classes");
        assertThat(of(Profile.REHEARSAL, Map.of()).maintenance()).doesNotContainKey("batch.class-archives");
    }

    private static ChildSettings of(Map<String, String> blocks) {
        return of(Profile.DEFAULT, blocks);
    }

    private static ChildSettings of(Profile profile, Map<String, String> blocks) {
        Map<Port, Integer> numbers =
                Arrays.stream(Port.values()).collect(Collectors.toMap(Function.identity(), port -> 1));
        return new ChildSettings(
                new Installation(Path.of("/holdfast"), Path.of("/bin/java")),
                new DataDirectory(Path.of("/data")),
                new Endpoints("127.0.0.1", new Ports(numbers)),
                profile,
                blocks,
                "secret",
                "token");
    }
}
