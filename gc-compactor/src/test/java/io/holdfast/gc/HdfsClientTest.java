package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.core.config.Settings;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The jars of the maintenance service have all that the client of HDFS needs, as far as the door of a NameNode that is not there. */
class HdfsClientTest {
    @Test
    void knocksAtTheDoor() {
        BlockStoreSettings nobody = BlockStoreSettings.of(new Settings(Map.of(
                "blocks.backend", "hdfs",
                "blocks.hdfs.directory", "hdfs://127.0.0.1:1/blocks",
                "blocks.keystore", "/nowhere/blocks.keystore")));
        assertThatThrownBy(() -> BlockStores.open(nobody))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Connection refused");
    }
}
