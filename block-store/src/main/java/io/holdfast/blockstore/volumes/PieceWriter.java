package io.holdfast.blockstore.volumes;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes pieces of one object durable. */
final class PieceWriter {
    private final Volumes volumes;
    private final ObjectName name;

    PieceWriter(Volumes volumes, ObjectName name) {
        this.volumes = volumes;
        this.name = name;
    }

    /**
     * Writes all pieces at the same time.
     *
     * @return their bytes on the volumes
     * @throws OutcomeUnknown if some were written and some were not: nobody cleans up, a repeated put writes them all
     */
    long writeAll(List<Piece> pieces) {
        List<Optional<HoldfastException>> ends =
                volumes.each(IntStream.range(0, pieces.size()), index -> attempt(pieces.get(index)));
        List<HoldfastException> failures =
                ends.stream().flatMap(Optional::stream).toList();
        if (failures.isEmpty()) {
            return pieces.stream()
                    .mapToLong(piece -> Piece.HEADER_BYTES + (long) piece.bytes().length)
                    .sum();
        }
        HoldfastException first = failures.get(0);
        if (failures.size() == pieces.size() && failures.stream().noneMatch(OutcomeUnknown.class::isInstance)) {
            throw first;
        }
        throw new OutcomeUnknown(
                failures.size() + " of " + pieces.size() + " pieces of " + name + " could not be stored: "
                        + first.getMessage(),
                first);
    }

    private Optional<HoldfastException> attempt(Piece piece) {
        try {
            write(piece);
            return Optional.empty();
        } catch (HoldfastException e) {
            return Optional.of(e);
        }
    }

    void write(Piece piece) {
        ByteBuffer[] stored = piece.stored();
        long size = Piece.HEADER_BYTES + (long) piece.bytes().length;
        volumes.volume(name, piece.index())
                .orElseThrow(() -> new Unavailable("a volume is away"))
                .publish(name, channel -> {
                    for (long left = size; left > 0; ) {
                        left -= channel.write(stored);
                    }
                });
    }
}
