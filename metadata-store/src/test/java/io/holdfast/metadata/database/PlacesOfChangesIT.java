package io.holdfast.metadata.database;

import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.World;
import io.holdfast.metadata.entry.Change;
import io.holdfast.metadata.entry.Journal;
import io.holdfast.metadata.tree.Move;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code V11} makes of a journal that was written before it. */
class PlacesOfChangesIT {
    private static final String FILE = "/io/holdfast/metadata/migration/V11__places_of_changes.sql";

    @Test
    void theLastChangeOfEachEntryGetsItsPlaceAndARestoredFolderWhatIsInIt() throws IOException {
        try (World world = World.create()) {
            Journal journal = new Journal(world.database);
            UUID folder = world.folder("/old/folder");
            UUID file = world.upload("/old/folder/deep/file", "a").entryId();
            UUID gone = world.upload("/gone", "b").entryId();
            world.moves.move(
                    world.namespace,
                    folder,
                    new Move(Optional.of(world.root), Optional.of(EntryName.of("new")), Optional.empty()),
                    world.actor());
            world.trash.delete(world.namespace, folder, world.actor());
            long restored = world.restores.restore(world.namespace, folder, world.actor());
            world.purge(gone);
            List<Change> written = journal.after(world.namespace, 0, 100);
            List<UUID> brought = journal.brought(world.namespace, restored, 0, 100);
            world.database
                    .client()
                    .sql("UPDATE journal SET parent_id = NULL, name = NULL, brought = NULL")
                    .update();
            world.database.template().execute(backfill());
            List<Change> filled = journal.after(world.namespace, 0, 100);
            assertThat(filled).hasSameSizeAs(written);
            assertThat(filled.get(filled.size() - 1)).isEqualTo(written.get(written.size() - 1));
            assertThat(filled.stream().filter(change -> change.seq() == restored))
                    .containsExactlyElementsOf(written.stream()
                            .filter(change -> change.seq() == restored)
                            .toList());
            assertThat(filled.stream()
                            .filter(change -> change.entryId().equals(folder))
                            .map(Change::name))
                    .as("of the place of today, whatever it was then")
                    .containsOnly("new");
            assertThat(Set.copyOf(journal.brought(world.namespace, restored, 0, 100)))
                    .contains(file)
                    .isEqualTo(Set.copyOf(brought));
        }
    }

    /** The statements behind the one that adds the columns. */
    private static String backfill() throws IOException {
        try (InputStream file = Objects.requireNonNull(PlacesOfChangesIT.class.getResourceAsStream(FILE), FILE)) {
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return sql.substring(sql.indexOf("UPDATE journal"));
        }
    }
}
