package io.holdfast.core.block;

import java.util.HexFormat;

/**
 * The name of a stored object: {@code <hash>.<generation>}, the generation as 16 hex digits. No name is ever used twice, so
 * deleting an old generation can never hit a re-upload of the same block.
 */
public record ObjectName(BlockId block, long generation) {
    private static final int HASH_DIGITS = 2 * BlockId.SIZE_BYTES;
    private static final int GENERATION_DIGITS = 16;

    /** @throws IllegalArgumentException if the text is not such a name */
    public static ObjectName parse(String text) {
        if (text.length() != HASH_DIGITS + 1 + GENERATION_DIGITS || text.charAt(HASH_DIGITS) != '.') {
            throw new IllegalArgumentException("not the name of a stored object: " + text);
        }
        String generation = text.substring(HASH_DIGITS + 1);
        ObjectName name =
                new ObjectName(BlockId.parse(text.substring(0, HASH_DIGITS)), Long.parseUnsignedLong(generation, 16));
        if (!name.toString().equals(text)) {
            throw new IllegalArgumentException("not the name of a stored object: " + text);
        }
        return name;
    }

    @Override
    public String toString() {
        return block.hex() + '.' + HexFormat.of().toHexDigits(generation);
    }
}
