package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Home;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.testkit.postgres.PostgresServer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingIT {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final UUID OWNER = new UUID(0, 1);
    private static final Home HOME = new Home(new UUID(1, 1), new UUID(2, 1), "cdc-v1");

    private static Database database;
    private static Entries entries;

    /** {@code /Docs} with two files and one in the trash; {@code /Old} in the trash, with a file in it. */
    @BeforeAll
    static void makeTree() {
        database = Database.open(
                new DatabaseSettings(PostgresServer.shared().createDatabase(), PostgresServer.USER, "", "test"));
        Migrations.migrate(database);
        entries = new Entries(database);
        new Accounts(database).create(new Account(OWNER, "A@x.org", "a", "hash", "user", NOW), HOME, 1_000);
        insert(10, HOME.rootId(), "Docs", 'D', 1, "NULL");
        insert(11, id(10), "Z.txt", 'F', 2, "NULL");
        insert(12, id(10), "a.txt", 'F', 3, "NULL");
        insert(20, HOME.rootId(), "Old", 'D', 4, "'2026-11-20T00:00:00Z'");
        insert(21, id(20), "below.txt", 'F', 5, "NULL");
        insert(13, id(10), "gone.txt", 'F', 6, "'2026-11-19T00:00:00Z'");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void findsByPathWhateverTheCase() {
        assertThat(byPath("/docs/A.TXT"))
                .hasValueSatisfying(entry -> assertThat(entry.path()).isEqualTo("/Docs/a.txt"));
        assertThat(byPath("/"))
                .hasValueSatisfying(root -> assertThat(root.isRoot()).isTrue());
        assertThat(byPath("/Docs/gone.txt")).isEmpty();
        assertThat(byPath("/Old/below.txt")).isEmpty();
    }

    @Test
    void whatLiesBelowADeletedFolderIsInTheTrash() {
        assertThat(entries.byId(HOME.namespaceId(), id(21)))
                .hasValueSatisfying(
                        entry -> assertThat(entry.deletedAt()).contains(Instant.parse("2026-11-20T00:00:00Z")));
        assertThat(entries.byId(HOME.namespaceId(), id(12)))
                .hasValueSatisfying(entry -> assertThat(entry.deletedAt()).isEmpty());
        assertThat(entries.byId(new UUID(9, 9), id(12))).isEmpty();
    }

    @Test
    void childrenComeByFoldedNameAPageAtATime() {
        List<Entry> first = entries.children(HOME.namespaceId(), id(10), "", 1);
        assertThat(first).extracting(Entry::name).containsExactly("a.txt");
        assertThat(entries.children(HOME.namespaceId(), id(10), first.get(0).nameKey(), 5))
                .extracting(Entry::name)
                .containsExactly("Z.txt");
    }

    @Test
    void stateIsWhatIsNotInTheTrashInOrderOfLastChange() {
        assertThat(entries.state(HOME.namespaceId(), 0, 100, 10))
                .extracting(Entry::path)
                .containsExactly("/Docs", "/Docs/Z.txt", "/Docs/a.txt");
        assertThat(entries.state(HOME.namespaceId(), 1, 2, 10))
                .extracting(Entry::seq)
                .containsExactly(2L);
    }

    @Test
    void findsWhereBlocksLie() {
        BlockId live = BlockId.hash(ByteBuffer.wrap(new byte[] {1}));
        BlockId quarantined = BlockId.hash(ByteBuffer.wrap(new byte[] {2}));
        BlockId absent = BlockId.hash(ByteBuffer.wrap(new byte[] {3}));
        BlockId packed = BlockId.hash(ByteBuffer.wrap(new byte[] {4}));
        block(live, 'L');
        block(quarantined, 'Q');
        block(packed, 'L');
        database.client()
                .sql("UPDATE block SET object_gen = 8, \"offset\" = 20, stored_size = 90 WHERE hash = ?")
                .param(packed.bytes())
                .update();
        assertThat(new BlockLocations(database).find(List.of(live, quarantined, absent, packed)))
                .containsOnly(
                        Map.entry(live, new BlockLocation(Location.single(new ObjectName(live, 7), 1), false)),
                        Map.entry(
                                quarantined,
                                new BlockLocation(Location.single(new ObjectName(quarantined, 7), 1), true)),
                        Map.entry(
                                packed, new BlockLocation(new Location(new ObjectName(packed, 7), 8, 20, 90), false)));
    }

    @Test
    void theLongestManifestIsReadInPiecesAndNeverWhole() {
        List<BlockRef> blocks = IntStream.range(0, Manifest.MAX_BLOCKS)
                .mapToObj(n -> new BlockRef(new BlockId(n, 0, 0, 1), Manifest.MIN_BLOCK_BYTES + n))
                .toList();
        version(new Manifest(blocks));
        Versions versions = new Versions(database);
        long before = allocated();
        StoredManifest manifest =
                versions.manifest(HOME.namespaceId(), id(11), 1).orElseThrow();
        BlockRef one = manifest.part(200_000, 200_001).get(0);
        assertThat(allocated() - before)
                .as("bytes to find one block; the list is " + 36 * Manifest.MAX_BLOCKS + " bytes packed")
                .isLessThan(2 << 20);
        assertThat(one).isEqualTo(blocks.get(200_000));
        assertThat(manifest.blockCount()).isEqualTo(blocks.size());
        List<BlockRef> read = new ArrayList<>();
        for (int from = 0; from < blocks.size(); from += 1_000) {
            read.addAll(manifest.part(from, Math.min(blocks.size(), from + 1_000)));
        }
        assertThat(read).isEqualTo(blocks);
        assertThat(versions.manifest(HOME.namespaceId(), id(11), 2)).isEmpty();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void version(Manifest manifest) {
        database.client()
                .sql(
                        "INSERT INTO version (namespace_id, id, entry_id, number, manifest, content_hash, size, uploaded, path,"
                                + " created_at, created_by, ref_seq) VALUES (?, ?, ?, 1, ?, ?, ?, 0, '/Docs/Z.txt', now(), ?, 1)")
                .params(
                        HOME.namespaceId(),
                        id(1_000),
                        id(11),
                        manifest.pack(),
                        manifest.contentHash().bytes(),
                        manifest.sizeBytes(),
                        OWNER)
                .update();
    }

    private static Optional<Entry> byPath(String path) {
        return entries.byPath(HOME.namespaceId(), EntryPath.parse(path));
    }

    private static UUID id(long n) {
        return new UUID(3, n);
    }

    private static void insert(long n, UUID parent, String name, char type, long seq, String deletedAt) {
        database.client()
                .sql(
                        "INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at, seq,"
                                + " deleted_at) VALUES (?, ?, ?, ?, lower(?), ?, now(), now(), ?, " + deletedAt + ")")
                .params(HOME.namespaceId(), id(n), parent, name, name, String.valueOf(type), seq)
                .update();
    }

    private static void block(BlockId hash, char state) {
        database.client()
                .sql("INSERT INTO block (hash, gen, size, state, since, touched_at, object_gen, stored_size)"
                        + " VALUES (?, 7, 1, ?, now(), now(), 7, 1)")
                .params(hash.bytes(), String.valueOf(state))
                .update();
    }
}
