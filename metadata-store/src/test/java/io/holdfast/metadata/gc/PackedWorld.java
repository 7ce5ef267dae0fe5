package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.StoredBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A world whose uploads put their blocks into one pack, {@link #PACK}; copies of them go into another. */
final class PackedWorld {
    static final long PACK = -42;
    static final long OTHER_PACK = 4_200;

    private final World world;
    private final PackedBlocks packed;
    private final List<Location> slices = new ArrayList<>();

    PackedWorld(World world) {
        this.world = world;
        this.packed = new PackedBlocks(world.database, world.ambient);
    }

    /** What {@link #PACK} holds, in the order of the puts. */
    List<Location> slices() {
        return slices;
    }

    long begin() {
        return world.epochs.begin("test", Duration.ofMinutes(5));
    }

    void end(long epoch) {
        world.epochs.end(epoch, EpochState.DONE, Map.of());
    }

    BlockRow row(String block) {
        return world.blocks.find(World.block(block).hash()).orElseThrow();
    }

    static Location copyOf(List<SliceMove> moves, String block) {
        return moves.stream()
                .map(SliceMove::to)
                .filter(place -> place.name().block().equals(World.block(block).hash()))
                .findFirst()
                .orElseThrow();
    }

    /** As the store makes them of everything that rows need in the pack. */
    List<SliceMove> copies() {
        return copies(PACK, copy -> copy);
    }

    List<SliceMove> copies(long pack, UnaryOperator<Location> place) {
        List<SliceMove> moves = new ArrayList<>();
        long target = pack == PACK ? OTHER_PACK : OTHER_PACK + 1;
        for (BlockRow row : packed.in(pack, Optional.empty(), 100)) {
            ObjectName name =
                    new ObjectName(row.hash(), world.ambient.generations().getAsLong());
            world.objects.add(name);
            moves.add(new SliceMove(
                    row, place.apply(new Location(name, target, 20 + 10_000L * moves.size(), row.sizeBytes() + 90L))));
        }
        return moves;
    }

    /** As the store tells after a put into the pack. */
    Location slice(ObjectName name) {
        world.objects.add(name);
        Location slice = new Location(name, PACK, 20 + 100_000L * slices.size(), World.BLOCK_BYTES + 100L);
        slices.add(slice);
        return slice;
    }

    Done upload(String path, String... blocks) {
        OpenedUpload opened = world.open(world.file(path, blocks));
        for (String block : blocks) {
            BlockRef ref = World.block(block);
            if (world.puts.plan(opened.upload().id(), ref) instanceof PutPlan.Store plan) {
                world.puts.finalise(opened.upload().id(), new StoredBlock(slice(plan.name()), ref.sizeBytes()));
            } else {
                world.put(opened.upload().id(), ref);
            }
        }
        return world.commit(opened.upload().id());
    }
}
