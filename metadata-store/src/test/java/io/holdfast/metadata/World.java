package io.holdfast.metadata;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.core.gc.Profile;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.block.AnswerScope;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.commit.CommitUpload;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.Copies;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.metadata.gc.Candidates;
import io.holdfast.metadata.gc.DeadBlock;
import io.holdfast.metadata.gc.Epochs;
import io.holdfast.metadata.gc.Intents;
import io.holdfast.metadata.gc.SecondMark;
import io.holdfast.metadata.gc.Sweep;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.Namespaces;
import io.holdfast.metadata.namespace.NewNamespace;
import io.holdfast.metadata.retention.Purges;
import io.holdfast.metadata.retention.TrashPurge;
import io.holdfast.metadata.tree.Folders;
import io.holdfast.metadata.tree.Moves;
import io.holdfast.metadata.tree.Restores;
import io.holdfast.metadata.tree.Trash;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.OpenUpload;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.Puts;
import io.holdfast.metadata.upload.Reaper;
import io.holdfast.metadata.upload.StoredBlock;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.UploadLimits;
import io.holdfast.metadata.upload.Uploads;
import io.holdfast.testkit.postgres.PostgresServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One fresh installation with one user, and the objects of its block store as a set of names: this module never sees bytes. {@link
 * #seenBy} gives the same world to an actor whose steps a test wants to stop.
 */
public final class World implements AutoCloseable {
    public static final int BLOCK_BYTES = 64 << 10;

    public final Database database;
    public final ManualClock clock;
    public final Ambient ambient;
    public final Set<ObjectName> objects;
    public final UUID account;
    public final UUID device;
    public final UUID namespace;
    public final UUID root;
    public final Uploads uploads;
    public final Puts puts;
    public final Commits commits;
    public final Folders folders;
    public final Trash trash;
    public final Moves moves;
    public final Restores restores;
    public final Copies copies;
    public final Purges purges;
    public final Blocks blocks;
    public final Reaper reaper;
    public final Epochs epochs;
    public final Candidates candidates;
    public final Sweep sweep;
    public final SecondMark secondMark;
    public final Intents intents;

    private final Commits.Paths paths;

    private World(World of, FailPoint failPoint, Commits.Paths paths) {
        this(of.database, of.clock, of.ambient.withFailPoint(failPoint), of.objects, paths, of);
    }

    private World(
            Database database,
            ManualClock clock,
            Ambient ambient,
            Set<ObjectName> objects,
            Commits.Paths paths,
            @org.jspecify.annotations.Nullable World of) {
        this.database = database;
        this.clock = clock;
        this.ambient = ambient;
        this.objects = objects;
        this.paths = paths;
        this.account = of == null ? ambient.newId() : of.account;
        this.device = of == null ? ambient.newId() : of.device;
        this.namespace = of == null ? ambient.newId() : of.namespace;
        this.root = of == null ? ambient.newId() : of.root;
        Evidence evidence = new Evidence(database, AnswerScope.READER);
        this.uploads =
                new Uploads(database, ambient, UploadLimits.DEFAULT, evidence, place -> objects.contains(place.name()));
        this.puts = new Puts(database, ambient, place -> objects.contains(place.name()));
        this.commits = new Commits(
                database, ambient, evidence, place -> objects.contains(place.name()), Manifest::equals, paths);
        this.folders = new Folders(database, ambient);
        this.trash = new Trash(database, ambient);
        this.moves = new Moves(database, ambient);
        this.restores = new Restores(database, ambient);
        this.copies = new Copies(database, uploads, commits);
        this.purges = new Purges(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.reaper = new Reaper(database, ambient, UploadLimits.DEFAULT);
        this.epochs = new Epochs(database, ambient);
        this.candidates = new Candidates(database, ambient);
        this.sweep = new Sweep(database, ambient);
        this.secondMark = new SecondMark(database, ambient);
        this.intents = new Intents(database, ambient);
    }

    public static World create() {
        return create(Commits.Paths.FAST_THEN_SLOW);
    }

    public static World create(Commits.Paths paths) {
        return create(PostgresServer.shared().createDatabase(), paths, 1);
    }

    public static World create(String url, Commits.Paths paths, long seed) {
        Database database =
                Database.open(new DatabaseSettings(url, PostgresServer.USER, "", 24, "metadata-store-test"));
        ManualClock clock = new ManualClock();
        Chance chance = new Chance(seed);
        Ambient ambient = new Ambient(clock, chance::nextId, chance::nextLong, FailPoint.NONE);
        Migrations.apply(database, ambient, Profile.REHEARSAL);
        World world = new World(database, clock, ambient, ConcurrentHashMap.newKeySet(), paths, null);
        new Namespaces(database, ambient)
                .create(new NewNamespace(world.namespace, world.account, world.root, "fixed-4m", 1L << 40));
        return world;
    }

    /** Another user of the same installation, with a namespace of their own. Only the installation need be closed. */
    public World neighbour() {
        World other = new World(database, clock, ambient, objects, paths, null);
        new Namespaces(database, ambient)
                .create(new NewNamespace(other.namespace, other.account, other.root, "fixed-4m", 1L << 40));
        return other;
    }

    /** The same world, for an actor who hits this fail point. */
    public World seenBy(FailPoint failPoint) {
        return new World(this, failPoint, paths);
    }

    /** The same world upon another database: a back-up of its own, or its own that was closed. The store is the same. */
    public World upon(String url) {
        Database other = Database.open(new DatabaseSettings(url, PostgresServer.USER, "", 24, "metadata-store-test"));
        return new World(other, clock, ambient, objects, paths, this);
    }

    /** The same world, for an actor whose clock is so far ahead, or behind. */
    public World ahead(Duration skew) {
        return new World(
                database, clock, ambient.withClock(() -> clock.instant().plus(skew)), objects, paths, this);
    }

    /** The same world, for an actor whose commits take the slow path, which has points to stop at. */
    public static World slowly(World world) {
        return new World(world, FailPoint.NONE, Commits.Paths.SLOW_ONLY);
    }

    /** The folder at this path, made with those above it. */
    public UUID folder(String path) {
        return folders.create(namespace, root, EntryPath.parse(path), actor()).id();
    }

    public Actor actor() {
        return new Actor(account, Optional.of(device));
    }

    /** A block by name: the same name is the same block. */
    public static BlockRef block(String name) {
        return new BlockRef(BlockId.hash(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8))), BLOCK_BYTES);
    }

    public static Manifest manifest(String... blocks) {
        return new Manifest(Arrays.stream(blocks).map(World::block).toList());
    }

    public FileRequest file(String path, String... blocks) {
        return new FileRequest(new Target.AtPath(root, EntryPath.parse(path)), manifest(blocks));
    }

    public static FileRequest based(FileRequest file, long base) {
        return new FileRequest(
                file.target(),
                file.manifest(),
                Optional.of(base),
                file.onConflict(),
                file.mimeType(),
                file.clientModified());
    }

    public OpenedUpload open(FileRequest... files) {
        return uploads.open(new OpenUpload(namespace, actor(), Set.of(namespace), List.of(files), Optional.empty()));
    }

    /** Puts one block as the API does: plan, publish, finalise, and again if the ticket was lost. */
    public void put(UUID upload, BlockRef block) {
        for (int tries = 0; tries < 10; tries++) {
            PutPlan plan = puts.plan(upload, block);
            if (plan instanceof PutPlan.Held) {
                return;
            }
            Finalised end = plan instanceof PutPlan.Store store
                    ? store(upload, store, block.sizeBytes())
                    : puts.prove(upload, block.hash(), ((PutPlan.ProveOnly) plan).ticket());
            if (end == Finalised.STORED || end == Finalised.DUPLICATE) {
                return;
            }
        }
        throw new AssertionError("cannot put " + block);
    }

    public Finalised store(UUID upload, PutPlan.Store plan, int size) {
        objects.add(plan.name());
        return puts.finalise(upload, new StoredBlock(Location.single(plan.name(), size + 100L), size));
    }

    public void putNeeded(OpenedUpload opened) {
        opened.needed().forEach(hash -> put(opened.upload().id(), new BlockRef(hash, BLOCK_BYTES)));
    }

    public Done commit(UUID upload) {
        return commits.commit(new CommitUpload(upload, Set.of(namespace), () -> "laptop"))
                .only();
    }

    /** Opens, puts what is needed and commits. */
    public Done upload(FileRequest file) {
        OpenedUpload opened = open(file);
        putNeeded(opened);
        return commit(opened.upload().id());
    }

    public Done upload(String path, String... blocks) {
        return upload(file(path, blocks));
    }

    /** Deletes for good. */
    public void purge(UUID entry) {
        trash.delete(namespace, entry, actor());
        purges.purgeAll(TrashPurge.of(namespace, entry, "test", facts -> true), 1000);
    }

    /** Steps a and b of a new epoch that waits for nothing. */
    public long condemn() {
        long epoch = epochs.begin("test", java.time.Duration.ofMinutes(5));
        candidates.nominateByReferences(epoch, java.time.Duration.ZERO);
        sweep.condemn(epoch, java.time.Duration.ZERO);
        return epoch;
    }

    /** Steps c and d with PostgreSQL's own references as the second mark. */
    public void mark(long epoch) {
        secondMark.fence(epoch);
        secondMark.resurrect(
                epoch,
                secondMark.referenced(epoch, 10_000).stream()
                        .map(io.holdfast.core.gc.BlockRow::hash)
                        .toList(),
                place -> objects.contains(place.name()));
        List<BlockId> dead = new ArrayList<>(secondMark.intended(epoch, Optional.empty(), 10_000).stream()
                .map(DeadBlock::hash)
                .toList());
        secondMark.confirm(epoch, dead);
    }

    /** Steps e, f and g. */
    public void sweepAway(long epoch) {
        sweep.quarantine(epoch, java.time.Duration.ZERO);
        sweep.delete(epoch, java.time.Duration.ZERO);
        executeIntents();
        epochs.end(epoch, io.holdfast.metadata.gc.EpochState.DONE, java.util.Map.of());
    }

    public void executeIntents() {
        List<ObjectName> names = intents.open(Long.MIN_VALUE, 100_000).stream()
                .map(io.holdfast.metadata.gc.DeleteIntent::name)
                .toList();
        names.forEach(objects::remove);
        intents.done(names);
    }

    /** A whole epoch. */
    public void collect() {
        long epoch = condemn();
        mark(epoch);
        sweepAway(epoch);
    }

    public long count(String sql) {
        return database.client().sql(sql).query(Long.class).single();
    }

    @Override
    public void close() {
        database.close();
    }
}
