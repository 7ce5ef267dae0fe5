package io.holdfast.metadata.tree;

import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.RowsRead;
import io.holdfast.metadata.World;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PathLimitsIT {
    private static final int BELOW = 8_000;

    /** Each move down makes the bounds of the namespace 753 bytes longer: after five they say nothing any more. */
    @Test
    void aFolderMovesToAndFroWithoutBeingLookedThroughEachTime() {
        try (World world = World.create()) {
            UUID folder = world.folder("/pendulum");
            world.database
                    .client()
                    .sql("""
                            INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at, seq)
                            SELECT ?, gen_random_uuid(), ?, 'f' || n, 'f' || n, 'D', now(), now(), 1
                              FROM generate_series(1, ?) n
                            """)
                    .params(world.namespace, folder, BELOW)
                    .update();
            UUID deep = world.folder(("/" + "n".repeat(250)).repeat(3));
            long rows = RowsRead.during(world, () -> {
                for (int i = 0; i < 24; i++) {
                    move(world, folder, i % 2 == 0 ? deep : world.root);
                }
            });
            System.out.printf("24 moves of a folder with %d entries read %d rows%n", BELOW, rows);
            assertThat(rows).as("looked through at every fifth move down").isLessThan(10L * BELOW);
            assertThat(world.count("SELECT longest_path FROM namespace WHERE id = '" + world.namespace + "'"))
                    .isLessThanOrEqualTo(EntryPath.MAX_BYTES);
            Invariants.assertSound(world);
        }
    }

    /** What was long once and is gone says nothing about what is there. */
    @Test
    void nobodyIsRefusedBecauseOfAPathThatExistedOnce() {
        try (World world = World.create()) {
            world.folder(("/" + "l".repeat(250)).repeat(16));
            UUID folder = world.folder("/short/inner");
            UUID target = world.folder("/t" + ("/" + "n".repeat(250)).repeat(3));
            world.trash.delete(world.namespace, top(world), world.actor());
            move(world, folder, target);
            assertThat(world.count("SELECT longest_path FROM namespace WHERE id = '" + world.namespace + "'"))
                    .isLessThan(2_000);
            Invariants.assertSound(world);
        }
    }

    private static UUID top(World world) {
        return world.database
                .client()
                .sql("SELECT id FROM entry WHERE parent_id = ? AND name LIKE 'l%'")
                .param(world.root)
                .query(UUID.class)
                .single();
    }

    private static void move(World world, UUID entry, UUID folder) {
        world.moves.move(
                world.namespace,
                entry,
                new Move(Optional.of(folder), Optional.empty(), Optional.empty()),
                world.actor());
    }
}
