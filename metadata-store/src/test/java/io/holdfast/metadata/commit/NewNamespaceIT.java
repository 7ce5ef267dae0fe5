package io.holdfast.metadata.commit;

import io.holdfast.metadata.RowsRead;
import io.holdfast.metadata.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The first files of an account, of which PostgreSQL has no figures yet while it has them of everybody else's. */
class NewNamespaceIT {
    private static final int FILES = 400;
    private static final int ROWS_OF_A_COMMIT = 40;

    @Test
    void aCommitReadsWhatBelongsToItAndNotTheWholeNamespace() {
        try (World world = World.create()) {
            long read = RowsRead.during(world, () -> {
                for (int i = 0; i < FILES; i++) {
                    world.upload("/new/file" + i, "block" + i);
                }
            });
            assertThat(read).isLessThan(FILES * ROWS_OF_A_COMMIT);
        }
    }
}
