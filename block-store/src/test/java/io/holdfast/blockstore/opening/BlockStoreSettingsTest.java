package io.holdfast.blockstore.opening;

import io.holdfast.blockstore.hdfs.HdfsSettings;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.key.KmsSettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.s3.S3Settings;
import io.holdfast.blockstore.s3.S3Settings.Addressing;
import io.holdfast.blockstore.s3.S3Settings.DirectUpload;
import io.holdfast.blockstore.s3.S3Settings.Login;
import io.holdfast.blockstore.s3.ServerEncryption;
import io.holdfast.blockstore.volumes.Redundancy;
import io.holdfast.core.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BlockStoreSettingsTest {
    private static final Map<String, String> S3 = Map.of(
            "blocks.backend", "s3",
            "blocks.keystore", "/keys/blocks.keystore",
            "blocks.encryption", "off",
            "blocks.s3.endpoint", "http://127.0.0.1:9000",
            "blocks.s3.region", "eu-central-1",
            "blocks.s3.bucket", "files",
            "blocks.s3.prefix", "a/b/",
            "blocks.s3.addressing", "host",
            "blocks.s3.access-key", "ada",
            "blocks.s3.secret-key", "hush");

    @Test
    void aDirectoryIsEnough() {
        assertThat(of(Map.of("blocks.dir", "/data/blocks")))
                .isEqualTo(new BlockStoreSettings(
                        new Backend.Local(Path.of("/data/blocks"), PackSettings.OFF),
                        new KeySettings(Path.of("/data/keys/blocks.keystore"), Encryption.ON)));
    }

    @Test
    void readsEveryKeyAndHandsThemOn() {
        BlockStoreSettings read = of(packing(S3));
        assertThat(read)
                .isEqualTo(new BlockStoreSettings(
                        new Backend.S3(
                                new S3Settings(
                                        Optional.of(URI.create("http://127.0.0.1:9000")),
                                        "eu-central-1",
                                        "files",
                                        "a/b/",
                                        Addressing.HOST,
                                        Optional.of(new Login("ada", "hush"))),
                                new PackSettings(64 << 10, 16 << 20)),
                        new KeySettings(Path.of("/keys/blocks.keystore"), Encryption.OFF)));
        assertThat(of(read.values())).isEqualTo(read);
        assertThat(read.toString()).doesNotContain("hush");
        BlockStoreSettings local = of(Map.of(
                "blocks.dir",
                "/data/blocks",
                "blocks.pack-below-bytes",
                "262144",
                "blocks.pack-size-bytes",
                "67108864"));
        assertThat(local.backend())
                .isEqualTo(new Backend.Local(Path.of("/data/blocks"), new PackSettings(256 << 10, 64 << 20)));
        assertThat(of(local.values())).isEqualTo(local);
    }

    @Test
    void amazonNeedsOnlyABucketAndTheLauncherMayStillNameADirectory() {
        BlockStoreSettings read =
                of(Map.of("blocks.backend", "s3", "blocks.dir", "/data/blocks", "blocks.s3.bucket", "files"));
        assertThat(read.backend())
                .isEqualTo(new Backend.S3(
                        new S3Settings(
                                Optional.empty(), "us-east-1", "files", "holdfast/", Addressing.HOST, Optional.empty()),
                        PackSettings.OFF));
        assertThat(read.keys()).isEqualTo(KeySettings.beside(Path.of("/data/blocks")));
    }

    @Test
    void clientsAreSentToABucketOnlyIfItIsSaid() {
        Map<String, String> values = with("blocks.s3.direct-upload", "true");
        values.put("blocks.s3.sse", "aws:kms");
        values.put("blocks.s3.sse-kms-key", "alias/holdfast");
        BlockStoreSettings read = of(values);
        S3Settings bucket = ((Backend.S3) read.backend()).settings();
        assertThat(bucket.direct()).isEqualTo(DirectUpload.ON);
        assertThat(bucket.encryption()).contains(new ServerEncryption("aws:kms", Optional.of("alias/holdfast")));
        assertThat(of(read.values())).isEqualTo(read);
        assertThat(((Backend.S3) of(S3).backend()).settings().direct()).isEqualTo(DirectUpload.OFF);
        assertThatThrownBy(() -> of(with("blocks.s3.direct-upload", "yes"))).hasMessageContaining("true or false");
        assertThatThrownBy(() -> of(with("blocks.s3.sse", "aes"))).hasMessageContaining("not 'aes'");
        assertThatThrownBy(() -> of(with("blocks.s3.sse-kms-key", "k"))).hasMessageContaining("needs blocks.s3.sse");
        values.put("blocks.s3.sse", "AES256");
        assertThatThrownBy(() -> of(values)).hasMessageContaining("needs blocks.s3.sse=aws:kms");
        assertThatThrownBy(() -> of(Map.of("blocks.dir", "/data/blocks", "blocks.s3.direct-upload", "true")))
                .hasMessage("the setting 'blocks.s3.direct-upload' needs blocks.backend=s3: 'local' cannot check what"
                        + " clients send to it");
        assertThat(of(Map.of("blocks.dir", "/data/blocks", "blocks.s3.direct-upload", "false")))
                .isEqualTo(of(Map.of("blocks.dir", "/data/blocks")));
    }

    @Test
    void volumesAreAsManyAsTheirRedundancySays() {
        Map<String, String> values = Map.of(
                "blocks.backend", "volumes",
                "blocks.keystore", "/keys/blocks.keystore",
                "blocks.volumes", "/a, /b,/c",
                "blocks.redundancy", "2+1");
        BlockStoreSettings read = of(values);
        assertThat(read.backend())
                .isEqualTo(new Backend.Volumes(
                        List.of(Path.of("/a"), Path.of("/b"), Path.of("/c")), new Redundancy(2, 1)));
        assertThat(of(read.values())).isEqualTo(read);
        assertThatThrownBy(() -> of(packing(values)))
                .hasMessageContaining("is for 'local', 's3' and 'hdfs': over volumes every block lies in pieces");
        for (String wrong : List.of("3+1", "3", "0+3", "200+100")) {
            Map<String, String> others = new HashMap<>(values);
            others.put("blocks.redundancy", wrong);
            assertThatThrownBy(() -> of(others)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aKeyOfTheServiceIsReadAndHandedOn() {
        Map<String, String> values = new HashMap<>(Map.of(
                "blocks.dir", "/data/blocks",
                "blocks.kms.key", "alias/holdfast"));
        assertThat(of(values).keys().kms())
                .isEqualTo(new KmsSettings(
                        Optional.of("alias/holdfast"), Optional.empty(), Optional.empty(), Optional.empty()));
        values.putAll(Map.of(
                "blocks.kms.region", "eu-central-1",
                "blocks.kms.endpoint", "http://127.0.0.1:9000",
                "blocks.kms.access-key", "ada",
                "blocks.kms.secret-key", "hush"));
        BlockStoreSettings read = of(values);
        assertThat(read.keys().kms())
                .isEqualTo(new KmsSettings(
                        Optional.of("alias/holdfast"),
                        Optional.of("eu-central-1"),
                        Optional.of(URI.create("http://127.0.0.1:9000")),
                        Optional.of(new KmsSettings.Login("ada", "hush"))));
        assertThat(of(read.values())).isEqualTo(read);
        assertThat(read.toString()).doesNotContain("hush");
        values.remove("blocks.kms.secret-key");
        assertThatThrownBy(() -> of(values)).hasMessageContaining("go together");
        values.put("blocks.kms.key", "two words");
        values.remove("blocks.kms.access-key");
        assertThatThrownBy(() -> of(values)).hasMessageContaining("not 'two words'");
    }

    @Test
    void hdfsNeedsOnlyADirectory() {
        Map<String, String> values = new HashMap<>(Map.of(
                "blocks.backend", "hdfs",
                "blocks.keystore", "/keys/blocks.keystore",
                "blocks.hdfs.directory", "hdfs://files/holdfast"));
        BlockStoreSettings least = of(values);
        assertThat(least.backend())
                .isEqualTo(new Backend.Hdfs(
                        new HdfsSettings(URI.create("hdfs://files/holdfast"), Optional.empty(), Optional.empty(), 3),
                        PackSettings.OFF));
        values.putAll(Map.of(
                "blocks.hdfs.configuration", "/etc/hadoop/conf",
                "blocks.hdfs.user", "ada",
                "blocks.hdfs.copies", "2"));
        BlockStoreSettings all = of(packing(values));
        assertThat(all.backend())
                .isEqualTo(new Backend.Hdfs(
                        new HdfsSettings(
                                URI.create("hdfs://files/holdfast"),
                                Optional.of(Path.of("/etc/hadoop/conf")),
                                Optional.of("ada"),
                                2),
                        new PackSettings(64 << 10, 16 << 20)));
        assertThat(of(least.values())).isEqualTo(least);
        assertThat(of(all.values())).isEqualTo(all);
        for (String wrong : List.of("/holdfast", "hdfs://files", "hdfs://files/", "s3://files/holdfast")) {
            values.put("blocks.hdfs.directory", wrong);
            assertThatThrownBy(() -> of(values)).as(wrong).hasMessageContaining("is hdfs://host:port/path");
        }
        values.putAll(Map.of("blocks.hdfs.directory", "hdfs://files/holdfast", "blocks.hdfs.copies", "0"));
        assertThatThrownBy(() -> of(values)).hasMessageContaining("blocks.hdfs.copies");
    }

    @Test
    void refusesWhatIsMissingWrongOrUnknown() {
        assertThatThrownBy(() -> of(Map.of())).hasMessage("the setting 'blocks.dir' is missing");
        assertThatThrownBy(() -> of(with("blocks.keystore", ""))).hasMessageContaining("blocks.keystore");
        assertThatThrownBy(() -> of(with("blocks.backend", "tape"))).hasMessageContaining("'s3' or 'hdfs', not 'tape'");
        assertThatThrownBy(() -> of(with("blocks.encryption", "yes"))).hasMessageContaining("'on' or 'off', not 'yes'");
        assertThatThrownBy(() -> of(with("blocks.s3.secret-key", ""))).hasMessageContaining("go together");
        assertThatThrownBy(() -> of(with("blocks.s3.prefix", "a"))).hasMessageContaining("ends with a slash");
        assertThatThrownBy(() -> of(with("blocks.s3.addressing", "x"))).hasMessageContaining("'path' or 'host'");
        for (Map<String, String> wrong : List.of(
                Map.of("blocks.dir", "/b", "blocks.pack-below-bytes", "2000000"),
                Map.of("blocks.dir", "/b", "blocks.pack-below-bytes", "-1"),
                Map.of("blocks.dir", "/b", "blocks.pack-size-bytes", "1000000"),
                Map.of("blocks.dir", "/b", "blocks.pack-size-bytes", "100000000"))) {
            assertThatThrownBy(() -> of(wrong)).as("%s", wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> of(with("blocks.s3.buckets", "x"))).hasMessage("unknown settings: blocks.s3.buckets");
    }

    @Test
    void whoNeedsNoBlocksNeedsNoSettings() {
        assertThat(BlockStoreSettings.find(new Settings(Map.of()))).isEmpty();
        assertThat(BlockStoreSettings.find(new Settings(S3))).contains(of(S3));
    }

    private static Map<String, String> packing(Map<String, String> values) {
        Map<String, String> packing = new HashMap<>(values);
        packing.putAll(Map.of("blocks.pack-below-bytes", "65536", "blocks.pack-size-bytes", "16777216"));
        return packing;
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> values = new HashMap<>(S3);
        values.put(key, value);
        return values;
    }

    private static BlockStoreSettings of(Map<String, String> values) {
        Settings settings = new Settings(values);
        BlockStoreSettings read = BlockStoreSettings.of(settings);
        settings.refuseUnknown();
        return read;
    }
}
