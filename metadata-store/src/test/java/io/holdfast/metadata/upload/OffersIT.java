package io.holdfast.metadata.upload;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Objects that clients write themselves: nothing that they do, or do late, makes a block or takes one away. */
class OffersIT {
    private static final BlockRef BLOCK = World.block("offered");
    private static final Duration GRACE = Duration.ofHours(1);

    private final World world = World.create();
    private final Offers offers = new Offers(
            world.database, world.ambient, OfferLimits.DEFAULT, place -> world.objects.contains(place.name()));

    @AfterEach
    void close() {
        Invariants.assertSound(world);
        world.close();
    }

    @Test
    void theOfferEndsWellBeforeTheLease() {
        UUID upload = open("/a");
        Offered first = offers.offer(upload, List.of(BLOCK));
        assertThat(first.until()).isEqualTo(world.clock.instant().plus(OfferLimits.DEFAULT.longest()));
        world.clock.advance(Duration.ofMinutes(8));
        Offered shorter = offers.offer(upload, List.of(BLOCK));
        assertThat(shorter.until().plus(OfferLimits.DEFAULT.margin())).isEqualTo(lease(upload));
        world.clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> offers.offer(upload, List.of(BLOCK))).isInstanceOf(Conflict.class);
        world.uploads.heartbeat(upload);
        assertThat(offers.offer(upload, List.of(BLOCK)).names()).isEqualTo(first.names());
    }

    @Test
    void aBlockIsOfferedOneObjectHoweverOftenAndAtOnceItIsAskedFor() {
        UUID upload = open("/a");
        List<CompletableFuture<Offered>> asked = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> offers.offer(upload, List.of(BLOCK))))
                .toList();
        assertThat(asked.stream().map(one -> one.join().names()).distinct()).hasSize(1);
        assertThat(world.count("SELECT count(*) FROM upload_ticket")).isEqualTo(1);
        assertThat(offers.open(upload, List.of(BLOCK.hash())))
                .isEqualTo(asked.get(0).join().names());
    }

    @Test
    void whatIsConfirmedIsHeldAndTheOfferIsOver() {
        UUID upload = open("/a");
        ObjectName name = offered(upload);
        assertThat(arrive(upload, name)).isEqualTo(Finalised.STORED);
        assertThat(offers.held(upload, List.of(BLOCK.hash()))).containsExactly(BLOCK.hash());
        Offered again = offers.offer(upload, List.of(BLOCK));
        assertThat(again.names()).isEmpty();
        assertThat(again.held()).containsExactly(BLOCK.hash());
        world.commit(upload);
        late();
        assertThat(world.count("SELECT count(*) FROM delete_intent")).isZero();
    }

    @Test
    void anUploadThatHasEndedConfirmsNothingAndALatePutIsDeletedOnceMore() {
        UUID upload = open("/a");
        ObjectName name = offered(upload);
        world.uploads.abort(upload);
        delete(name);
        assertThat(arrive(upload, name)).as("after the deletion").isEqualTo(Finalised.REAPED);
        delete(name);
        world.objects.add(name); // and once more, unconfirmed
        assertThat(world.reaper.lapse(GRACE, 10))
                .as("its request may still come")
                .isZero();
        late();
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .extracting(intent -> intent.name())
                .containsExactly(name);
        delete(name);
        late();
        assertThat(world.intents.open(Long.MIN_VALUE, 10)).as("looked at once").isEmpty();
        assertThatThrownBy(() -> offers.offer(upload, List.of(BLOCK))).isInstanceOf(Conflict.class);
    }

    @Test
    void whatACommittedUploadLeftUnconfirmedIsDeleted() {
        UUID upload = open("/a");
        ObjectName name = offered(upload);
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(upload, BLOCK);
        assertThat(plan.name()).as("a put by the API has an object of its own").isNotEqualTo(name);
        world.store(upload, plan, World.BLOCK_BYTES);
        world.objects.add(name);
        late();
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .as("the upload is open")
                .isEmpty();
        world.commit(upload);
        late();
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .extracting(intent -> intent.name())
                .containsExactly(name);
        delete(name);
    }

    @Test
    void whoComesSecondIsADuplicateAndItsObjectGoes() {
        UUID mine = open("/a");
        UUID yours = open("/b");
        ObjectName my = offered(mine);
        ObjectName your = offered(yours);
        assertThat(arrive(mine, my)).isEqualTo(Finalised.STORED);
        assertThat(arrive(yours, your)).isEqualTo(Finalised.DUPLICATE);
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .extracting(intent -> intent.name())
                .containsExactly(your);
        delete(your);
    }

    @Test
    void wrongBytesEndTheTicketAndTheNextOfferHasAnotherName() {
        UUID upload = open("/a");
        ObjectName name = offered(upload);
        world.objects.add(name);
        offers.refuse(upload, name);
        offers.refuse(upload, name);
        assertThat(offers.open(upload, List.of(BLOCK.hash()))).isEmpty();
        assertThat(offered(upload)).isNotEqualTo(name);
        delete(name);
    }

    private UUID open(String path) {
        return world.open(world.file(path, "offered")).upload().id();
    }

    private ObjectName offered(UUID upload) {
        return Objects.requireNonNull(
                offers.offer(upload, List.of(BLOCK)).names().get(BLOCK.hash()));
    }

    private java.time.Instant lease(UUID upload) {
        return world.uploads.find(upload).orElseThrow().leaseUntil();
    }

    /** The client has put it, and somebody has looked. */
    private Finalised arrive(UUID upload, ObjectName name) {
        world.objects.add(name);
        return world.puts.finalise(
                upload, new StoredBlock(Location.single(name, World.BLOCK_BYTES), World.BLOCK_BYTES));
    }

    /** As the collector does with an open intent. */
    private void delete(ObjectName name) {
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .extracting(intent -> intent.name())
                .contains(name);
        world.objects.remove(name);
        world.intents.done(List.of(name));
    }

    /** No request that was offered can still come. */
    private void late() {
        world.clock.advance(OfferLimits.DEFAULT.longest().plus(GRACE).plusSeconds(1));
        world.reaper.lapse(GRACE, 10);
    }
}
