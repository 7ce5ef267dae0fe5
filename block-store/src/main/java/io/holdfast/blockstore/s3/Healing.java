package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.pack.WholePacks;
import io.holdfast.blockstore.s3.Bucket.Got;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.error.HoldfastException.Corrupt;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the newest earlier version that is whole on top of a damaged object, if the bucket keeps versions. We put an object once, so its
 * versions differ only by what others did to it. Of a pack only the slice that was asked for is put back. Should the object be deleted at the
 * same time, it comes back as an orphan, which is swept.
 */
final class Healing {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    private final Bucket bucket;
    private final BiFunction<Location, Got, BlockBytes> decode;

    /** @param decode verifies what was read, or says that it is corrupt */
    Healing(Bucket bucket, BiFunction<Location, Got, BlockBytes> decode) {
        this.bucket = bucket;
        this.decode = decode;
    }

    /** The block, if an earlier version has it. */
    Optional<BlockBytes> heal(Location location) {
        String key = Layout.key(location);
        for (String version : bucket.earlierVersions(key)) {
            Optional<byte[]> earlier = read(key, Optional.of(version));
            try {
                Optional<BlockBytes> whole = earlier.flatMap(bytes -> frame(location, bytes))
                        .map(frame -> decode.apply(location, new Got(frame.length, frame)));
                if (whole.isPresent()) {
                    putBack(location, earlier.orElseThrow());
                    LOG.warn("{} was damaged and is healed from the version {} of {}", location, version, key);
                    return whole;
                }
            } catch (Corrupt e) {
                LOG.warn("its version {} is no better: {}", version, e.getMessage());
            }
        }
        return Optional.empty();
    }

    private void putBack(Location location, byte[] earlier) {
        String key = Layout.key(location);
        byte[] damaged = read(key, Optional.empty()).orElse(new byte[0]);
        String evidence = Layout.evidence(key, damaged);
        bucket.replace(evidence, damaged);
        bucket.replace(key, location.packed() ? mended(damaged, earlier, location) : earlier);
        LOG.warn("see {}{}", bucket, evidence);
    }

    private Optional<byte[]> read(String key, Optional<String> version) {
        return bucket.read(key, version, WholePacks.MAX_BYTES).map(Got::bytes);
    }

    /** Empty if these bytes of a pack end before it. */
    private static Optional<byte[]> frame(Location location, byte[] bytes) {
        if (!location.packed()) {
            return Optional.of(bytes);
        }
        int from = (int) location.offset();
        int to = from + (int) location.storedBytes();
        return to <= bytes.length ? Optional.of(Arrays.copyOfRange(bytes, from, to)) : Optional.empty();
    }

    /** What is there, with the slice as it was, and with whatever it has lost at its end. */
    private static byte[] mended(byte[] damaged, byte[] earlier, Location slice) {
        byte[] mended = earlier.clone();
        System.arraycopy(damaged, 0, mended, 0, Math.min(damaged.length, mended.length));
        System.arraycopy(earlier, (int) slice.offset(), mended, (int) slice.offset(), (int) slice.storedBytes());
        return mended;
    }
}
