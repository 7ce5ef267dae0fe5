package io.holdfast.benchmarks.fault;

import java.util.Arrays;
import java.util.Random;

/** What a disk, a driver or a person does to a file. */
enum Damage {
    BIT_FLIP {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            return damaged;
        }
    },
    MANY_FLIPS {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            byte[] damaged = file.clone();
            for (int i = 2 + random.nextInt(64); i > 0; i--) {
                damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return damaged;
        }
    },
    TRUNCATION {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
    },
    EXTENSION {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            return Arrays.copyOf(file, file.length + 1 + random.nextInt(PAGE));
        }
    },
    ZERO_PAGE {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            byte[] damaged = file.clone();
            int from = page(file, random);
            Arrays.fill(damaged, from, Math.min(file.length, from + PAGE), (byte) 0);
            return damaged;
        }
    },
    /** A page of another file, as after a write that went to the wrong place. */
    FOREIGN_PAGE {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            byte[] damaged = file.clone();
            int from = page(file, random);
            int size = Math.min(PAGE, Math.min(file.length, other.length) - from);
            if (size > 0) {
                System.arraycopy(other, from, damaged, from, size);
            }
            return damaged;
        }
    },
    /** The whole of another file under this name. */
    SWAP {
        @Override
        byte[] apply(byte[] file, byte[] other, Random random) {
            return other.clone();
        }
    };

    private static final int PAGE = 4096;

    /** @param other what another file of the store holds */
    abstract byte[] apply(byte[] file, byte[] other, Random random);

    private static int page(byte[] file, Random random) {
        return PAGE * random.nextInt((file.length + PAGE - 1) / PAGE);
    }
}
