package io.holdfast.metadata.account;

import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.retention.TrashPurge;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UsagesIT {
    @Test
    void whatANamespaceHoldsIsCountedAsItChanges() {
        try (World world = World.create()) {
            Usages usages = new Usages(world.database);
            var one = world.upload("/one", "a", "b", "c");
            world.upload(World.based(world.file("/one", "a", "b", "d"), 1));
            world.upload("/two", "a", "e");
            expect(usages.of(world.namespace), 2, 3, 5, 8);

            world.trash.delete(world.namespace, one.entryId(), world.actor());
            expect(usages.of(world.namespace), 2, 3, 5, 8);
            world.purges.purgeAll(TrashPurge.of(world.namespace, one.entryId(), "test", facts -> true), 1000);
            expect(usages.of(world.namespace), 1, 1, 2, 2);
            world.collect();
            expect(usages.of(world.namespace), 1, 1, 2, 2);
            Invariants.assertSound(world);
        }
    }

    private static void expect(Usage usage, long files, long versions, long blocks, long cited) {
        assertThat(usage.files()).isEqualTo(files);
        assertThat(usage.versions()).isEqualTo(versions);
        assertThat(usage.uniqueBytes()).isEqualTo(blocks * World.BLOCK_BYTES);
        assertThat(usage.usedBytes()).isEqualTo(cited * World.BLOCK_BYTES);
        assertThat(usage.dedupSavingsBytes()).isEqualTo((cited - blocks) * World.BLOCK_BYTES);
    }
}
