package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.Waiting;
import io.holdfast.metadata.World;
import io.holdfast.metadata.gc.LostRows.Standing;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.StoredBlock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows are lost as no act of ours loses them: with the guards of PostgreSQL switched off. */
class LostRowsIT {
    private static final int STORED_BYTES = World.BLOCK_BYTES + 100;

    private final World world = World.create();
    private final LostRows rows = new LostRows(world.database, world.ambient);

    @AfterEach
    void close() {
        Invariants.assertSound(world);
        world.close();
    }

    @Test
    void onlyWhatSomethingRefersToIsAdoptedAndTheCollectorLeavesItAlone() {
        world.upload("/kept", "one", "two");
        ObjectName one = object("one");
        ObjectName orphan = new ObjectName(World.block("nobody's").hash(), 7);
        world.objects.add(orphan);
        lose("block WHERE hash IN (SELECT hash FROM block_ref)");
        world.database.client().sql("DELETE FROM object").update();
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.standing(listing()))
                .containsOnly(
                        Map.entry(one, Standing.WANTED),
                        Map.entry(object("two"), Standing.WANTED),
                        Map.entry(orphan, Standing.UNWANTED));

        assertThat(rows.adopt(List.of(verified(one), verified(object("two")), verified(orphan))))
                .containsExactlyInAnyOrder(one, object("two"));

        assertThat(rows.count()).isZero();
        assertThat(rows.standing(listing())).containsOnlyKeys(orphan);
        assertThat(rows.adopt(List.of(verified(one)))).as("again").isEmpty();
        world.collect();
        assertThat(world.objects).contains(one, object("two"));
        assertThat(world.upload("/again", "one").uploadedBytes()).isZero();
        world.objects.remove(orphan);
    }

    @Test
    void whatAnUploadOrAPermittedDeletionHasIsLeftToIt() {
        world.upload("/kept", "one", "two");
        ObjectName doomed = object("one");
        lose("block");
        world.database
                .client()
                .sql(
                        "INSERT INTO delete_intent (gen, hash, kind, reason, created_at) VALUES (?, ?, 'S', 'test', now())")
                .params(doomed.generation(), doomed.block().bytes())
                .update();
        OpenedUpload opened = world.open(world.file("/new", "two"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), World.block("two"));
        world.objects.add(plan.name());

        assertThat(rows.standing(listing()))
                .contains(Map.entry(doomed, Standing.DOOMED), Map.entry(plan.name(), Standing.UPLOADING));
        assertThat(rows.adopt(List.of(verified(doomed), verified(plan.name())))).isEmpty();

        ObjectName two = objectsOf("two").stream()
                .filter(name -> !name.equals(plan.name()))
                .findFirst()
                .orElseThrow();
        assertThat(rows.adopt(List.of(verified(two)))).containsExactly(two);
        world.store(opened.upload().id(), plan, World.BLOCK_BYTES);
        world.executeIntents();
        assertThat(world.objects)
                .as("the upload was second and its object goes")
                .containsExactly(two);
        assertThat(rows.first(10)).containsExactly(doomed.block());
        world.put(opened.upload().id(), World.block("two"));
        OpenedUpload mended = world.open(world.file("/mended", "one"));
        world.putNeeded(mended);
        world.commit(mended.upload().id());
    }

    @Test
    void theOrphanSweepAndAnAdoptionComeOneAfterTheOther() throws Exception {
        world.upload("/kept", "one", "two");
        ObjectName one = object("one");
        ObjectName two = object("two");
        lose("block");
        long epoch = world.epochs.begin("test", Duration.ofMinutes(5));

        Gate holder = new Gate("gc.holderChecked");
        Inventory sweeper = new Inventory(world.database, world.seenBy(holder).ambient);
        CompletableFuture<Amount> swept =
                CompletableFuture.supplyAsync(() -> sweeper.giveUp(epoch, List.of(listed(one))));
        holder.awaitReached();
        CompletableFuture<Set<ObjectName>> late =
                CompletableFuture.supplyAsync(() -> rows.adopt(List.of(verified(one))));
        Waiting.awaitBlocked(world, 1);
        holder.open();
        assertThat(swept.get(20, TimeUnit.SECONDS).count()).isEqualTo(1);
        assertThat(late.get(20, TimeUnit.SECONDS))
                .as("permitted to be deleted meanwhile")
                .isEmpty();

        Gate adopter = new Gate("adopt.collectorsWait");
        LostRows first = new LostRows(world.database, world.seenBy(adopter).ambient);
        CompletableFuture<Set<ObjectName>> adopted =
                CompletableFuture.supplyAsync(() -> first.adopt(List.of(verified(two))));
        adopter.awaitReached();
        CompletableFuture<Amount> second = CompletableFuture.supplyAsync(
                () -> new Inventory(world.database, world.ambient).giveUp(epoch, List.of(listed(two))));
        Waiting.awaitBlocked(world, 1);
        adopter.open();
        assertThat(adopted.get(20, TimeUnit.SECONDS)).containsExactly(two);
        assertThat(second.get(20, TimeUnit.SECONDS).count())
                .as("it has a row now")
                .isZero();

        world.epochs.end(epoch, EpochState.DONE, Map.of());
        world.executeIntents();
        OpenedUpload mended = world.open(world.file("/mended", "one"));
        world.putNeeded(mended);
        world.commit(mended.upload().id());
    }

    @Test
    void referencesComeBackFromTheManifestsOfVersionsThatAreNotPurged() {
        world.upload("/kept", "one", "two", "one");
        world.upload("/other", "two");
        world.purge(world.upload("/purged", "three").entryId());
        List<String> before = references();
        List<ObjectName> objects = List.copyOf(world.objects);
        lose("block_ref");
        lose("block");
        assertThat(rows.adopt(objects.stream().map(LostRowsIT::verified).toList()))
                .as("what the evidence of the namespace names")
                .containsExactlyInAnyOrder(object("one"), object("two"));
        LostReferences references =
                new LostReferences(world.database, world.ambient, place -> world.objects.contains(place.name()));
        List<LostReferences.VersionId> versions = references.versions(java.util.Optional.empty(), 10);
        assertThat(versions).hasSize(2);
        assertThat(versions.stream().mapToInt(references::missing).sum()).isEqualTo(3);

        long epoch = world.condemn();
        assertThat(world.count("SELECT count(*) FROM block WHERE state = 'C'")).isEqualTo(2);
        assertThat(versions.stream().mapToInt(references::restore).sum()).isEqualTo(3);

        assertThat(references()).isEqualTo(before);
        assertThat(world.count("SELECT count(*) FROM block WHERE state = 'L'"))
                .as("as with a commit")
                .isEqualTo(2);
        world.mark(epoch);
        world.sweepAway(epoch);
        world.collect();
        assertThat(world.objects).contains(object("one"), object("two"));
        world.objects.retainAll(List.of(object("one"), object("two")));
    }

    private void lose(String which) {
        world.database.transactions().run("lose rows", () -> {
            world.database.template().execute("SET LOCAL session_replication_role = replica");
            world.database.template().execute("DELETE FROM " + which);
        });
    }

    private List<String> references() {
        return world.database
                .client()
                .sql("SELECT encode(hash, 'hex') || version_id FROM block_ref ORDER BY 1")
                .query(String.class)
                .list();
    }

    private ObjectName object(String block) {
        return objectsOf(block).get(0);
    }

    private List<ObjectName> objectsOf(String block) {
        return world.objects.stream()
                .filter(name -> name.block().equals(World.block(block).hash()))
                .toList();
    }

    private List<StoredObject> listing() {
        return world.objects.stream().map(this::listed).toList();
    }

    private StoredObject listed(ObjectName name) {
        return new StoredObject(name, STORED_BYTES, world.clock.instant());
    }

    private static StoredBlock verified(ObjectName name) {
        return new StoredBlock(Location.single(name, STORED_BYTES), World.BLOCK_BYTES);
    }
}
