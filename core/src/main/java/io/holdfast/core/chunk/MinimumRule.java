package io.holdfast.core.chunk;

/**
 * {@code cdc-v1}: a block ends at the place with the smallest hash among all from 1 to 8 MiB behind its start; of equal ones at
 * the first. So an edit moves a cut only if it destroys that place or makes a smaller one, and then one more at most.
 *
 * <p>Windows of successive blocks overlap. The stream is therefore divided into tiles whose smallest hash is kept, so that
 * each byte is hashed about once, whatever it is.
 */
final class MinimumRule implements CutRule {
    static final int MIN = 1 << 20;
    static final int MAX = 8 << 20;

    private static final int TILE = 16 << 10;
    private static final int KEPT = MAX / TILE;

    private final PlaceScan scan;
    private final long[] smallestOfTile = new long[KEPT];
    /** Tiles below this one were scanned, or no window will ask for them again. */
    private long scannedTo;

    MinimumRule(PlaceScan scan) {
        this.scan = scan;
    }

    @Override
    public int maxSizeBytes() {
        return MAX;
    }

    @Override
    public int cut(byte[] bytes, int start, int end, long offset) {
        if (end - start <= MIN) {
            return end;
        }
        return new Window(bytes, offset - start, start + MIN, end).cut();
    }

    /** The search of one cut among the places from {@code first} to {@code last}; index {@code i} is offset {@code base + i}. */
    private final class Window {
        private final byte[] bytes;
        private final long base;
        private final int first;
        private final int last;
        private long smallest = Long.MAX_VALUE;
        private int from;
        private int to;

        Window(byte[] bytes, long base, int first, int last) {
            this.bytes = bytes;
            this.base = base;
            this.first = first;
            this.last = last;
            this.from = first;
            this.to = first;
        }

        int cut() {
            long firstTile = Math.floorDiv(base + first + TILE - 1, TILE);
            long endTile = Math.floorDiv(base + last + 1, TILE);
            if (firstTile >= endTile) {
                consider(scan.smallest(bytes, first, last), first, last);
                return firstPlace();
            }
            int tilesFrom = (int) (firstTile * TILE - base);
            int tilesTo = (int) (endTile * TILE - base);
            if (first < tilesFrom) {
                consider(scan.smallest(bytes, first, tilesFrom - 1), first, tilesFrom - 1);
            }
            for (long tile = firstTile; tile < endTile; tile++) {
                int begin = (int) (tile * TILE - base);
                consider(smallestOf(tile, begin), begin, begin + TILE - 1);
            }
            if (tilesTo <= last) {
                consider(scan.smallest(bytes, tilesTo, last), tilesTo, last);
            }
            return firstPlace();
        }

        private long smallestOf(long tile, int begin) {
            int slot = (int) (tile % KEPT);
            if (tile >= scannedTo) {
                smallestOfTile[slot] = scan.smallest(bytes, begin, begin + TILE - 1);
                scannedTo = tile + 1;
            }
            return smallestOfTile[slot];
        }

        private void consider(long hash, int begin, int end) {
            if (hash < smallest || begin == first) {
                smallest = hash;
                from = begin;
                to = end;
            }
        }

        private int firstPlace() {
            int place = from;
            while (place < to && ScalarScan.hash(bytes, place) != smallest) {
                place++;
            }
            return place;
        }
    }
}
