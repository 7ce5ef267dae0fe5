package io.holdfast.blockstore.pack;

/**
 * Which blocks go into packs, and how large these become.
 *
 * @param belowBytes blocks with fewer bytes are packed; 0: none
 * @param packBytes a pack takes nothing more that would make it larger, but for its index
 */
public record PackSettings(int belowBytes, int packBytes) {
    public static final int DEFAULT_BELOW_BYTES = 256 << 10;
    public static final int DEFAULT_PACK_BYTES = 32 << 20;
    /** Larger blocks gain nothing. */
    public static final int MAX_BELOW_BYTES = 1 << 20;

    public static final PackSettings DEFAULT = new PackSettings(DEFAULT_BELOW_BYTES, DEFAULT_PACK_BYTES);
    /** Every block has an object of its own. Packs that are there are read all the same. */
    public static final PackSettings OFF = new PackSettings(0, DEFAULT_PACK_BYTES);

    public PackSettings {
        if (belowBytes < 0 || belowBytes > MAX_BELOW_BYTES) {
            throw new IllegalArgumentException(
                    "blocks below 0 to " + MAX_BELOW_BYTES + " bytes are packed, not below " + belowBytes);
        }
        if (packBytes < 1 || packBytes > 64 << 20) {
            throw new IllegalArgumentException("a pack has at most 64 MiB, not " + packBytes + " bytes");
        }
    }
}
