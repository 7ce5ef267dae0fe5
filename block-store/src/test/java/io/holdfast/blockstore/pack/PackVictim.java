package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.core.block.Location;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The process that is killed: puts small blocks, says where each acknowledged one lies, and ends on the spot at the given step. */
public final class PackVictim {
    static final int KILLED = 137;
    static final int BLOCKS = 30;
    static final int PACK_BYTES = 4_000;

    private PackVictim() {}

    /** @param args the directory of the data, the step, and at the how-manieth time */
    public static void main(String[] args) {
        AtomicInteger left = new AtomicInteger(Integer.parseInt(args[2]));
        try (TestVolume volume = new TestVolume(Path.of(args[0]))) {
            LocalBlockStore store = volume.open(PACK_BYTES, reached -> {
                if (reached.equals(args[1]) && left.decrementAndGet() == 0) {
                    Runtime.getRuntime().halt(KILLED); // no hook runs, no buffer is written: as after kill -9
                }
            });
            for (int number = 0; number < BLOCKS; number++) {
                Location place = TestVolume.put(store, number);
                System.out.println(number + " " + place.object() + " " + place.offset() + " " + place.storedBytes());
                System.out.flush();
            }
        }
    }
}
