package io.holdfast.benchmarks.fault;

import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One copy of everything: every fault must be noticed, and no wrong byte may come out. */
final class LocalFaults {
    private static final int MOST_BYTES = 200_000;

    private final Path data;

    LocalFaults(Path data) {
        this.data = data;
    }

    /** Every bit of each stored frame, one after the other. */
    Tally everyBit(int frames, int most) throws IOException {
        Tally tally = new Tally("local: every single bit of " + frames + " stored frames");
        try (LocalBlockStore store = Fixture.local(data, FailPoint.NONE)) {
            for (int number = 0; number < frames; number++) {
                BlockBytes bytes = Fixture.block(number, most);
                ObjectName name = Fixture.name(bytes, number);
                store.put(name, bytes);
                Path file = Fixture.file(data.resolve("blocks"), name);
                byte[] stored = Files.readAllBytes(file);
                for (int bit = 0; bit < 8 * stored.length; bit++) {
                    stored[bit / 8] ^= (byte) (1 << bit % 8);
                    Files.write(file, stored);
                    stored[bit / 8] ^= (byte) (1 << bit % 8);
                    read(store, name, "bit " + bit + " of frame " + number, tally);
                }
                Files.write(file, stored);
            }
        }
        return tally;
    }

    List<Tally> random(int faults) throws IOException {
        List<Tally> tallies = new ArrayList<>();
        try (LocalBlockStore store = Fixture.local(data, FailPoint.NONE)) {
            for (Damage damage : Damage.values()) {
                Tally tally = new Tally("local: " + damage);
                for (int number = 0; number < faults / Damage.values().length; number++) {
                    damage(store, damage, number, tally);
                }
                tallies.add(tally);
            }
        }
        return tallies;
    }

    private void damage(LocalBlockStore store, Damage damage, int number, Tally tally) throws IOException {
        BlockBytes bytes = Fixture.block(number % 100, MOST_BYTES);
        ObjectName name = Fixture.name(bytes, 1_000_000 + number % 100);
        BlockBytes others = Fixture.block(number % 99 + 1_000, MOST_BYTES);
        ObjectName other = Fixture.name(others, 2_000_000 + number % 99);
        Path file = Fixture.file(data.resolve("blocks"), name);
        if (!Files.exists(file)) {
            store.put(name, bytes);
        }
        if (!store.contains(other)) {
            store.put(other, others);
        }
        byte[] stored = Files.readAllBytes(file);
        byte[] damaged = damage.apply(
                stored, Files.readAllBytes(Fixture.file(data.resolve("blocks"), other)), new Random(number));
        if (!Arrays.equals(stored, damaged)) {
            Files.write(file, damaged);
            read(store, name, "seed " + number, tally);
            Files.write(file, stored);
        }
    }

    private static void read(LocalBlockStore store, ObjectName name, String which, Tally tally) {
        try {
            BlockBytes read = store.get(name);
            tally.wrong(which + " was not noticed; the bytes are "
                    + (read.hash().equals(name.block()) ? "right" : "WRONG"));
        } catch (Corrupt e) {
            tally.detected();
        }
    }
}
