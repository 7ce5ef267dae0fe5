package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.commit.ConflictRule.Bytes;
import io.holdfast.metadata.commit.ConflictRule.Decision;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OnConflict;
import io.holdfast.metadata.upload.Target;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConflictRuleTest {
    private static final UUID ID = new UUID(1, 2);

    @Test
    void contentWithNothingAtItsTargetIsNewWhateverItsBase() {
        assertThat(ConflictRule.decide(
                        wanted(1, 10, Optional.of(3L), OnConflict.FAIL), Optional.empty(), Bytes.UNKNOWN))
                .isEqualTo(Decision.CREATE);
    }

    @Test
    void contentMadeFromTheCurrentVersionIsTheNext() {
        assertThat(decide(wanted(1, 10, Optional.of(5L), OnConflict.FAIL), there(2, 10), Bytes.UNKNOWN))
                .isEqualTo(Decision.NEXT_VERSION);
    }

    @Test
    void equalContentIsNeverAConflict() {
        for (OnConflict way : OnConflict.values()) {
            assertThat(decide(wanted(1, 10, Optional.of(4L), way), there(1, 10), Bytes.UNKNOWN))
                    .isEqualTo(Decision.UNCHANGED);
            assertThat(decide(wanted(1, 10, Optional.empty(), way), there(2, 10), Bytes.SAME))
                    .isEqualTo(Decision.UNCHANGED);
        }
    }

    @Test
    void asksForTheBytesOnlyWhenTheSizeIsEqual() {
        assertThat(decide(wanted(1, 10, Optional.empty(), OnConflict.FAIL), there(2, 10), Bytes.UNKNOWN))
                .isEqualTo(Decision.COMPARE_BYTES);
        assertThat(decide(wanted(1, 11, Optional.empty(), OnConflict.FAIL), there(2, 10), Bytes.UNKNOWN))
                .isEqualTo(Decision.REFUSE);
    }

    @Test
    void aConflictEndsAsAsked() {
        assertThat(decide(wanted(1, 10, Optional.of(4L), OnConflict.KEEP_BOTH), there(2, 10), Bytes.DIFFERENT))
                .isEqualTo(Decision.KEEP_BESIDE);
        assertThat(decide(wanted(1, 10, Optional.of(6L), OnConflict.FAIL), there(2, 10), Bytes.DIFFERENT))
                .isEqualTo(Decision.REFUSE);
        assertThat(decide(wanted(1, 10, Optional.empty(), OnConflict.OVERWRITE), there(2, 10), Bytes.DIFFERENT))
                .isEqualTo(Decision.NEXT_VERSION);
    }

    @Test
    void aFolderIsNeverOverwritten() {
        EntryRow folder = new EntryRow(
                ID,
                Optional.of(ID),
                "n",
                EntryRow.Kind.FOLDER,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(decide(wanted(1, 10, Optional.empty(), OnConflict.OVERWRITE), folder, Bytes.UNKNOWN))
                .isEqualTo(Decision.REFUSE);
        assertThat(decide(wanted(1, 10, Optional.empty(), OnConflict.KEEP_BOTH), folder, Bytes.UNKNOWN))
                .isEqualTo(Decision.KEEP_BESIDE);
    }

    private static Decision decide(FileRequest wanted, EntryRow there, Bytes bytes) {
        return ConflictRule.decide(wanted, Optional.of(there), bytes);
    }

    private static FileRequest wanted(int content, int size, Optional<Long> base, OnConflict way) {
        return new FileRequest(
                new Target.AtPath(ID, EntryPath.parse("/n")), manifest(content, size), base, way, "", Optional.empty());
    }

    private static EntryRow there(int content, int size) {
        return new EntryRow(
                ID,
                Optional.of(ID),
                "n",
                EntryRow.Kind.FILE,
                Optional.of(ID),
                5,
                size,
                Optional.of(manifest(content, size).contentHash()),
                Optional.empty(),
                false);
    }

    private static Manifest manifest(int content, int size) {
        return new Manifest(
                List.of(new BlockRef(BlockId.hash(ByteBuffer.allocate(4).putInt(0, content)), size)));
    }
}
