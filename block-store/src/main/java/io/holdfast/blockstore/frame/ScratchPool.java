package io.holdfast.blockstore.frame;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Hands out at most so many scratches at a time; who comes later waits. The last one given back is the next one out. */
final class ScratchPool {
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Scratch> idle = new ConcurrentLinkedDeque<>();

    ScratchPool(int most) {
        this.permits = new Semaphore(most);
    }

    Scratch take() {
        permits.acquireUninterruptibly();
        Scratch scratch = idle.pollFirst();
        try {
            return scratch != null ? scratch : new Scratch();
        } catch (Error e) {
            permits.release();
            throw e;
        }
    }

    void give(Scratch scratch) {
        idle.addFirst(scratch);
        permits.release();
    }
}
