package io.holdfast.ingest.store;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.Keystore;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.Reserve;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.config.Settings;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.ingest.http.Faults;
import io.holdfast.ingest.http.Problems;
import io.holdfast.testkit.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Real stores of every kind that fail: what the client reads, and what the operator does. */
class DiscreetStoreIT {
    private static final BlockBytes BYTES = BlockBytes.wrap(new byte[70_000]);
    private static final BlockId HASH = BYTES.hash();
    private static final ObjectName STORED = new ObjectName(HASH, 1);
    private static final ObjectName NEW = new ObjectName(HASH, 2);

    private final S3Server s3 = S3Server.shared();

    @TempDir
    private Path data;

    @Test
    void aDirectoryThatIsGone() throws IOException {
        try (OpenStore open = local()) {
            BlockStore store = new DiscreetStore(open);
            store.put(STORED, BYTES);
            Files.move(blocks(), data.resolve("unmounted"));
            assertThat(told(Unavailable.class, () -> store.get(STORED))).contains(data.toString());
            assertThat(told(Unavailable.class, () -> store.contains(NEW))).contains(data.toString());
            assertThat(told(Unavailable.class, () -> store.put(NEW, BYTES))).contains(data.toString());
            assertThat(told(Unavailable.class, store::list)).contains(data.toString());
            Files.move(data.resolve("unmounted"), blocks());
        }
    }

    @Test
    void aDirectoryThatIsFull() {
        VolumeOptions none =
                new VolumeOptions(new Reserve(0.999_999, Long.MAX_VALUE), Duration.ofHours(1), FailPoint.NONE);
        try (LocalBlockStore open = LocalBlockStore.open(blocks(), KeySettings.beside(blocks()), none)) {
            BlockStore store = new DiscreetStore(open);
            assertThat(told(StorageFull.class, () -> store.put(NEW, BYTES))).contains("reserve");
        }
        try (LocalBlockStore open = failing("localStore.beforeWrite", "No space left on device")) {
            BlockStore store = new DiscreetStore(open);
            assertThat(told(StorageFull.class, () -> store.put(NEW, BYTES))).contains(data.toString());
        }
    }

    @Test
    void aDiskThatFails() {
        try (LocalBlockStore open = failing("localStore.beforeForceShard", "Input/output error")) {
            BlockStore store = new DiscreetStore(open);
            assertThat(told(OutcomeUnknown.class, () -> store.put(NEW, BYTES))).contains(data.toString());
            assertThat(told(Unavailable.class, () -> store.put(STORED, BYTES))).contains(data.toString());
        }
    }

    @Test
    void aKeystoreThatIsGone() throws IOException {
        Path keystore = KeySettings.beside(blocks()).keystore();
        try (OpenStore before = local()) {
            BlockStore store = new DiscreetStore(before);
            Keystore.rotate(keystore, new SecureRandom());
            try (OpenStore after = local()) {
                after.put(NEW, BYTES);
            }
            Files.delete(keystore);
            assertThat(told(Unavailable.class, () -> store.get(NEW))).contains(keystore.toString());
        }
    }

    @Test
    void aBucketThatIsGone() {
        String bucket = s3.createBucket();
        Map<String, String> settings = Map.of(
                "blocks.backend",
                "s3",
                "blocks.s3.endpoint",
                s3.endpoint().toString(),
                "blocks.s3.bucket",
                bucket,
                "blocks.s3.access-key",
                S3Server.ACCESS_KEY,
                "blocks.s3.secret-key",
                S3Server.SECRET_KEY);
        try (OpenStore open = open(settings)) {
            BlockStore store = new DiscreetStore(open);
            store.put(STORED, BYTES);
            s3.wipe(bucket);
            assertThat(told(Unavailable.class, () -> store.get(STORED))).contains(bucket);
            assertThat(told(Unavailable.class, () -> store.contains(STORED))).contains(bucket);
            assertThat(told(Unavailable.class, () -> store.put(NEW, BYTES))).contains(bucket);
        }
    }

    @Test
    void volumesThatAreGone() throws IOException {
        String disks = IntStream.range(0, 3)
                .mapToObj(n -> data.resolve("disk" + n).toString())
                .collect(Collectors.joining(","));
        try (OpenStore open =
                open(Map.of("blocks.backend", "volumes", "blocks.volumes", disks, "blocks.redundancy", "2+1"))) {
            BlockStore store = new DiscreetStore(open);
            store.put(STORED, BYTES);
            for (int disk = 0; disk < 3; disk++) {
                Files.move(data.resolve("disk" + disk), data.resolve("unmounted" + disk));
            }
            told(Unavailable.class, () -> store.get(STORED));
            told(Unavailable.class, () -> store.put(NEW, BYTES));
            for (int disk = 0; disk < 3; disk++) {
                Files.move(data.resolve("unmounted" + disk), data.resolve("disk" + disk));
            }
        }
    }

    /** @return what the operator reads */
    private <E extends HoldfastException> String told(Class<E> kind, ThrowingCallable work) {
        E error = catchThrowableOfType(kind, work);
        assertThat(error).isNotNull();
        String detail = String.valueOf(Problems.of(error).getDetail());
        assertThat(detail)
                .contains("again")
                .doesNotContain("/", data.toString(), "127.0.0.1", "bucket")
                .doesNotContain(HASH.hex(), "Exception");
        assertThat(Problems.retryAfter(error)).isPositive();
        String whole = Faults.whole(error);
        assertThat(whole)
                .startsWith(detail)
                .contains(Objects.requireNonNull(error.getCause()).getMessage());
        return whole;
    }

    private Path blocks() {
        return data.resolve("blocks");
    }

    private OpenStore local() {
        return open(Map.of("blocks.dir", blocks().toString()));
    }

    private OpenStore open(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("blocks.keystore", KeySettings.beside(blocks()).keystore().toString());
        return BlockStores.open(BlockStoreSettings.of(new Settings(all)));
    }

    private LocalBlockStore failing(String point, String how) {
        FailPoint broken = hit -> {
            if (hit.equals(point)) {
                throw new UncheckedIOException(new IOException(blocks() + ": " + how));
            }
        };
        return LocalBlockStore.open(
                blocks(),
                KeySettings.beside(blocks()),
                new VolumeOptions(new Reserve(0, 0), Duration.ofHours(1), broken));
    }
}
