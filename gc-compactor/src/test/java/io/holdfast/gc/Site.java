package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.gc.lake.LogWriter;
import io.holdfast.metadata.block.AnswerScope;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.block.StoredPlaces;
import io.holdfast.metadata.commit.CommitUpload;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.FileResult;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.Namespaces;
import io.holdfast.metadata.namespace.NewNamespace;
import io.holdfast.metadata.retention.Purges;
import io.holdfast.metadata.retention.TrashPurge;
import io.holdfast.metadata.tree.Trash;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.OpenUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.Puts;
import io.holdfast.metadata.upload.Reaper;
import io.holdfast.metadata.upload.StoredBlock;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.UploadLimits;
import io.holdfast.metadata.upload.Uploads;
import io.holdfast.testkit.postgres.PostgresServer;
import io.holdfast.testkit.s3.S3Server;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An installation of its own for a test: databases, block store and lake, and one user who uploads as the API would. */
final class Site implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 << 10;

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private final Ambient ambient = Ambient.real();
    private final Database database;
    private OpenStore store;
    private final LogWriter log;
    private final UUID namespace = new UUID(7, 1);
    private final UUID root = new UUID(7, 2);
    private final Actor user = new Actor(new UUID(7, 3), Optional.empty());

    private Site(Path folder, Profile profile, Map<String, String> blocks) throws IOException {
        this.folder = folder;
        String url = PostgresServer.shared().createDatabase();
        settings.put("gc.profile", profile.word());
        settings.put("database.url", url);
        settings.put("database.user", PostgresServer.USER);
        settings.put("database.password", "");
        settings.put("lake.uri", PostgresServer.shared().createDatabase());
        settings.put("lake.user", PostgresServer.USER);
        settings.put("lake.password", "");
        settings.put("lake.warehouse", folder.resolve("lake").toUri().toString());
        settings.put("blocks.dir", folder.resolve("blocks").toString());
        settings.putAll(blocks);
        settings.put(
                "batch.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings.put("batch.class-path", batchClassPath());
        settings.put("batch.tmp-dir", folder.resolve("tmp").toString());
        settings.put("maintenance.token", Service.TOKEN);
        this.database = Database.open(new DatabaseSettings(url, PostgresServer.USER, "", "test"));
        Migrations.apply(database, ambient, profile);
        new Namespaces(database, ambient)
                .create(new NewNamespace(namespace, user.accountId(), root, "cdc-v1", 1L << 40));
        this.store = BlockStores.open(settings().blocks());
        this.log = new LogWriter(settings().lake(), database);
    }

    /** As the build of the batch jobs has left it. */
    private static String batchClassPath() throws IOException {
        Path built = Path.of("..", "batch-jobs", "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(built)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("batch-jobs-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar of batch-jobs in " + built));
            return jar + File.pathSeparator + Files.readString(built.resolve("batch.dependencies"));
        }
    }

    static Site create(Profile profile) throws IOException {
        return new Site(Files.createTempDirectory("holdfast-site"), profile, Map.of());
    }

    /** Its blocks lie in a bucket of a real S3 server. */
    static Site inBucket(Profile profile) throws IOException {
        S3Server server = S3Server.shared();
        return new Site(
                Files.createTempDirectory("holdfast-site"),
                profile,
                Map.of(
                        "blocks.backend",
                        "s3",
                        "blocks.s3.endpoint",
                        server.endpoint().toString(),
                        "blocks.s3.bucket",
                        server.createBucket(),
                        "blocks.s3.access-key",
                        S3Server.ACCESS_KEY,
                        "blocks.s3.secret-key",
                        S3Server.SECRET_KEY));
    }

    Site with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    MaintenanceSettings settings() {
        return MaintenanceSettings.of(new Settings(settings));
    }

    Path folder() {
        return folder;
    }

    BlockStore store() {
        return store;
    }

    LogWriter log() {
        return log;
    }

    Database database() {
        return database;
    }

    /** Uploads and commits a file of these blocks and returns the id of its entry; a block is the bytes that its number seeds. */
    UUID commit(String path, int... blocks) {
        Evidence evidence = new Evidence(database, AnswerScope.READER);
        Uploads uploads = new Uploads(database, ambient, UploadLimits.DEFAULT, evidence, store::contains);
        Manifest manifest = manifest(blocks);
        UUID upload = uploads.open(new OpenUpload(
                        namespace,
                        user,
                        Set.of(namespace),
                        List.of(new FileRequest(new Target.AtPath(root, EntryPath.parse(path)), manifest)),
                        Optional.empty()))
                .upload()
                .id();
        put(upload, blocks);
        Commits commits = new Commits(database, ambient, evidence, store::contains, (one, other) -> false);
        FileResult.Done done = commits.commit(new CommitUpload(upload, Set.of(namespace), () -> "test"))
                .only();
        return done.entryId();
    }

    /** As a bundle. */
    private void put(UUID upload, int... blocks) {
        Puts puts = new Puts(database, ambient, store::contains);
        Map<ObjectName, BlockBytes> bundle = new HashMap<>();
        for (int block : blocks) {
            BlockBytes bytes = bytes(block);
            PutPlan plan = puts.plan(upload, new BlockRef(bytes.hash(), bytes.sizeBytes()));
            if (plan instanceof PutPlan.Store storing) {
                bundle.put(storing.name(), bytes);
            } else if (plan instanceof PutPlan.ProveOnly prove) {
                puts.prove(upload, bytes.hash(), prove.ticket());
            }
        }
        store.putAll(bundle)
                .forEach((name, end) ->
                        puts.finalise(upload, new StoredBlock(((PutEnd.Durable) end).location(), BLOCK_BYTES)));
    }

    void delete(UUID entry) {
        new Trash(database, ambient).delete(namespace, entry, user);
    }

    /** Deletes a file and purges all its versions at once, as retention does after the trash days. */
    void purge(UUID entry) {
        delete(entry);
        new Purges(database, ambient).purgeAll(TrashPurge.of(namespace, entry, "test", facts -> true), 1_000);
    }

    /** Publishes a block's object under an open ticket, as an upload that is still going on has it. */
    ObjectName publishUnfinished(int block) {
        Evidence evidence = new Evidence(database, AnswerScope.READER);
        Uploads uploads = new Uploads(database, ambient, UploadLimits.DEFAULT, evidence, store::contains);
        UUID upload = uploads.open(new OpenUpload(namespace, user, Set.of(namespace), List.of(), Optional.empty()))
                .upload()
                .id();
        BlockBytes bytes = bytes(block);
        PutPlan plan = new Puts(database, ambient, store::contains)
                .plan(upload, new BlockRef(bytes.hash(), bytes.sizeBytes()));
        ObjectName name = ((PutPlan.Store) plan).name();
        store.put(name, bytes);
        return name;
    }

    /** As if the leases of all open uploads were over. */
    void giveUploadsUp() {
        database.client()
                .sql("UPDATE upload_session SET lease_until = now() - interval '1 day' WHERE state = 'O'")
                .update();
    }

    /** Ends uploads whose leases are over. */
    void reapUploads() {
        new Reaper(database, ambient, UploadLimits.DEFAULT).reap(100);
    }

    static BlockId block(int number) {
        return bytes(number).hash();
    }

    static BlockBytes bytes(int number) {
        byte[] bytes = new byte[BLOCK_BYTES];
        new Random(number).nextBytes(bytes);
        return BlockBytes.wrap(bytes);
    }

    private static Manifest manifest(int... blocks) {
        List<BlockRef> refs = new ArrayList<>();
        for (int block : blocks) {
            refs.add(new BlockRef(block(block), BLOCK_BYTES));
        }
        return new Manifest(refs);
    }

    /** What the store lists. */
    Set<ObjectName> objects() {
        try (Stream<StoredObject> listing = store.list()) {
            return listing.map(StoredObject::name).collect(Collectors.toSet());
        }
    }

    /** From now on what is uploaded goes into packs. */
    Site packing() {
        store.close();
        settings.put("blocks.pack-below-bytes", "262144");
        store = BlockStores.open(settings().blocks());
        return this;
    }

    PackObjectReaper packs() {
        return BlockStores.packReaper(settings().blocks());
    }

    /** The objects of the blocks that some version refers to. */
    Set<ObjectName> referenced() {
        return places().stream().map(Location::name).collect(Collectors.toSet());
    }

    /** Where the blocks lie that some version refers to. */
    Set<Location> places() {
        return Set.copyOf(database.client()
                .sql("SELECT DISTINCT b.hash, b.gen, b.object_gen, b.\"offset\", b.stored_size"
                        + " FROM block b JOIN block_ref r USING (domain, hash)")
                .query((row, n) -> StoredPlaces.read(row))
                .list());
    }

    /** How many blocks are in this state: {@code L}, {@code C} or {@code Q}. */
    long blocksIn(String state) {
        return database.client()
                .sql("SELECT count(*) FROM block WHERE state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        log.close();
        store.close();
        database.close();
    }
}
