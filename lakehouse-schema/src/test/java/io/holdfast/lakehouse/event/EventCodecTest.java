package io.holdfast.lakehouse.event;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.SignalEvent.Origin;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventCodecTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final BlockId HASH = new BlockId(1, -2, 3, -4);
    private static final String FIRST_CHANGE =
            "c3011298c2bd721fb9df0000000000000001000000000000000214000000000000000300000000000000040e637265617465"
                    + "640c666f6c646572042f6600000000000080c99a9a83b2b006";

    @Test
    void readsBackAVersionEvent() {
        VersionEvent event =
                versionEvent(new Manifest(List.of(new BlockRef(HASH, 70_000), new BlockRef(HASH, 70_000))));
        assertThat(VersionEventCodec.decode(VersionEventCodec.encode(event))).isEqualTo(event);
    }

    @Test
    void readsBackAChangeEventWithAndWithoutItsOptionalParts() {
        ChangeEvent full = new ChangeEvent(
                new UUID(1, 2),
                9,
                new UUID(3, 4),
                "moved",
                "file",
                "/ü/b",
                Optional.of("/ü/a"),
                2,
                5,
                Optional.of(HASH),
                Optional.of(new UUID(5, 6)),
                Optional.of(new UUID(7, 8)),
                NOON,
                Optional.of(new UUID(9, 9)),
                Optional.of(new UUID(10, 11)),
                Optional.of("b"));
        ChangeEvent bare = new ChangeEvent(
                new UUID(1, 2),
                10,
                new UUID(3, 4),
                "created",
                "folder",
                "/f",
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(ChangeEventCodec.decode(ChangeEventCodec.encode(full))).isEqualTo(full);
        assertThat(ChangeEventCodec.decode(ChangeEventCodec.encode(bare))).isEqualTo(bare);
    }

    /** Written by the codec when it knew {@code change-1.avsc} only. */
    @Test
    void readsAChangeOfTheFirstSchema() {
        byte[] first = HexFormat.of().parseHex(FIRST_CHANGE);
        ChangeEvent event = ChangeEventCodec.decode(first);
        assertThat(event.path()).isEqualTo("/f");
        assertThat(event.occurredAt()).isEqualTo(NOON);
        assertThat(event.owner()).isEmpty();
        assertThat(event.parentFolder()).isEmpty();
        assertThat(event.name()).isEmpty();
    }

    @Test
    void readsBackASignalWithAndWithoutChanges() {
        ChangeEvent change = ChangeEventCodec.decode(HexFormat.of().parseHex(FIRST_CHANGE));
        List<Origin> origins = List.of(new Origin(Optional.of(new UUID(7, 8)), 9), new Origin(Optional.empty(), 11));
        SignalEvent small = new SignalEvent(new UUID(1, 1), new UUID(1, 2), 11, origins, 1, List.of(change), NOON);
        SignalEvent large = new SignalEvent(new UUID(1, 1), new UUID(1, 2), 11, origins, 9_000, List.of(), NOON);
        assertThat(SignalEventCodec.decode(SignalEventCodec.encode(small))).isEqualTo(small);
        assertThat(SignalEventCodec.decode(SignalEventCodec.encode(large))).isEqualTo(large);
        assertThatThrownBy(() -> SignalEventCodec.decode(ChangeEventCodec.encode(change)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullManifestFitsOneMessage() {
        Manifest full = new Manifest(Collections.nCopies(Manifest.MAX_BLOCKS, new BlockRef(HASH, 8 << 20)));
        assertThat(VersionEventCodec.encode(versionEvent(full)).length).isLessThan(10_000_000);
    }

    @Test
    void refusesWhatIsNotAnEvent() {
        assertThatThrownBy(() -> VersionEventCodec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] cut = VersionEventCodec.encode(versionEvent(new Manifest(List.of())));
        assertThatThrownBy(() -> VersionEventCodec.decode(java.util.Arrays.copyOf(cut, cut.length - 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static VersionEvent versionEvent(Manifest manifest) {
        return new VersionEvent(
                VersionEvent.Kind.COMMITTED,
                new UUID(1, 2),
                7,
                5,
                new UUID(3, 4),
                new UUID(5, 6),
                1,
                new UUID(7, 8),
                Optional.of(new UUID(9, 10)),
                "/photos/ü.jpg",
                "image/jpeg",
                140_000,
                HASH,
                manifest,
                70_000,
                NOON,
                "");
    }
}
