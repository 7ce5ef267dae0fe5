package io.holdfast.metadata;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeded chance that many threads may draw from. */
final class Chance {
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();

    Chance(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    long nextLong() {
        lock.lock();
        try {
            return random.nextLong();
        } finally {
            lock.unlock();
        }
    }

    UUID nextId() {
        return new UUID(nextLong(), nextLong());
    }
}
