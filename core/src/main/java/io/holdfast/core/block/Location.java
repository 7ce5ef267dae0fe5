package io.holdfast.core.block;

import java.util.HexFormat;

/**
 * Where the frame of a block lies: an object of its own, or a slice of a pack.
 *
 * @param name of the block and of its generation, which its frame carries too
 * @param object the generation of the object that holds it: its own, or that of a pack
 * @param offset bytes before it in that object; 0 in an object of its own
 * @param storedBytes what it takes, frame included; 0 for an object of its own of which nobody has said it
 */
public record Location(ObjectName name, long object, long offset, long storedBytes) {
    public Location {
        boolean packed = object != name.generation();
        if (storedBytes < 0 || (packed ? offset < 1 : offset != 0)) {
            throw new IllegalArgumentException(
                    name + " cannot take " + storedBytes + " bytes after " + offset + (packed ? " of a pack" : ""));
        }
    }

    /** An object of its own, of unknown size. */
    public static Location single(ObjectName name) {
        return single(name, 0);
    }

    /** An object of its own. */
    public static Location single(ObjectName name, long storedBytes) {
        return new Location(name, name.generation(), 0, storedBytes);
    }

    /** Whether it is a slice of a pack. */
    public boolean packed() {
        return object != name.generation();
    }

    @Override
    public String toString() {
        return packed() ? name + " in pack " + HexFormat.of().toHexDigits(object) + " at " + offset : name.toString();
    }
}
