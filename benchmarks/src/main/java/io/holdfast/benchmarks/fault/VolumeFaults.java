package io.holdfast.benchmarks.fault;

import io.holdfast.blockstore.volumes.VolumesBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** With parity: what is damaged on at most so many volumes as may be lost comes back whole, and more is noticed. */
final class VolumeFaults {
    private static final int MOST_BYTES = 100_000;
    private static final int OBJECTS = 50;

    private final Path data;

    VolumeFaults(Path data) {
        this.data = data;
    }

    /** @param damagedPieces of each object at once */
    Tally random(int faults, int damagedPieces) throws IOException {
        Tally tally = new Tally(
                "volumes " + Fixture.REDUNDANCY + ": any fault on " + damagedPieces + " pieces of an object at once");
        try (VolumesBlockStore store = Fixture.volumes(data, FailPoint.NONE)) {
            for (int number = 0; number < OBJECTS; number++) {
                BlockBytes bytes = Fixture.block(number, MOST_BYTES);
                store.put(Fixture.name(bytes, number), bytes);
            }
            for (int seed = 0; seed < faults; seed++) {
                fault(store, new Random(seed), damagedPieces, tally);
            }
        }
        return tally;
    }

    private void fault(VolumesBlockStore store, Random random, int damagedPieces, Tally tally) throws IOException {
        int number = random.nextInt(OBJECTS);
        ObjectName name = Fixture.name(Fixture.block(number, MOST_BYTES), number);
        List<byte[]> before = pieces(name);
        List<Path> disks = new ArrayList<>(Fixture.disks(data));
        Collections.shuffle(disks, random);
        Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
        boolean changed = true;
        for (Path disk : disks.subList(0, damagedPieces)) {
            Path file = Fixture.file(disk, name);
            byte[] stored = Files.readAllBytes(file);
            byte[] damaged = damage.apply(stored, otherPiece(disk, number), random);
            changed &= !Arrays.equals(stored, damaged);
            Files.write(file, damaged);
        }
        if (changed) {
            read(store, name, before, tally);
        }
        for (int i = 0; i < before.size(); i++) {
            Files.write(Fixture.file(Fixture.disks(data).get(i), name), before.get(i));
        }
    }

    private byte[] otherPiece(Path disk, int number) throws IOException {
        int other = (number + 1) % OBJECTS;
        return Files.readAllBytes(Fixture.file(disk, Fixture.name(Fixture.block(other, MOST_BYTES), other)));
    }

    private void read(VolumesBlockStore store, ObjectName name, List<byte[]> before, Tally tally) throws IOException {
        try {
            BlockBytes read = store.get(name);
            store.verify(name);
            if (!read.hash().equals(name.block())) {
                tally.wrong("wrong bytes of " + name);
            } else if (!same(before, pieces(name))) {
                tally.wrong("not as whole as before: " + name);
            } else {
                tally.repaired();
            }
        } catch (Corrupt e) {
            tally.detected();
        }
    }

    private List<byte[]> pieces(ObjectName name) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        for (Path disk : Fixture.disks(data)) {
            pieces.add(Files.readAllBytes(Fixture.file(disk, name)));
        }
        return pieces;
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
