package io.holdfast.ingest.download;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.metadata.entry.BlockLocation;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Writes a range of a version to a stream, one verified block at a time. */
@Component
public class BlockSender {
    /** Blocks whose places are looked up at once. */
    private static final int LOOK_AHEAD = 256;

    private static final int PIECE = 64 << 10;

    private final BlockReader reader;
    private final Loans loans;
    private final InstantSource clock;

    BlockSender(BlockReader reader, Loans loans, InstantSource clock) {
        this.reader = reader;
        this.loans = loans;
        this.clock = clock;
    }

    /** All of a version, in the middle of an answer. */
    public void send(Manifest manifest, OutputStream out) throws IOException {
        send(manifest, ByteRange.whole(manifest.sizeBytes()), new Answer(out, clock, loans::another));
    }

    /** As the whole of an answer. */
    void send(Manifest manifest, ByteRange range, OutputStream out) throws IOException {
        send(manifest, range, new Answer(out, clock, loans::first));
    }

    private void send(Manifest manifest, ByteRange range, Answer answer) throws IOException {
        List<BlockRef> blocks = manifest.blocks();
        Map<BlockId, BlockLocation> places = Map.of();
        long offset = 0;
        int locatedTo = 0;
        for (int i = 0; i < blocks.size() && offset < range.end(); i++) {
            BlockRef block = blocks.get(i);
            if (offset + block.sizeBytes() > range.first()) {
                if (i >= locatedTo) {
                    locatedTo = Math.min(blocks.size(), Math.max(i, locatedTo) + LOOK_AHEAD);
                    places = reader.locate(blocks.subList(i, locatedTo).stream()
                            .map(BlockRef::hash)
                            .distinct()
                            .toList());
                }
                int from = (int) Math.max(0, range.first() - offset);
                int to = (int) Math.min(block.sizeBytes(), range.end() - offset);
                sendOne(block.hash(), from, to, places, answer);
            }
            offset += block.sizeBytes();
        }
    }

    /** As often as its block is called in meanwhile it is lent again. */
    private void sendOne(BlockId block, int from, int to, Map<BlockId, BlockLocation> places, Answer answer)
            throws IOException {
        int at = from;
        while (at < to) {
            Loan loan = answer.lending.apply(() -> reader.read(block, places));
            answer.lending = loans::another;
            try {
                int length = loan.copy(at, to, answer.piece);
                while (length > 0) {
                    answer.out.write(answer.piece, 0, length);
                    at += length;
                    length = loan.copy(at, to, answer.piece);
                }
            } finally {
                loans.giveBack(loan);
            }
        }
    }

    /** Where the bytes go, and how the next block for it is got. */
    private static final class Answer {
        private final OutputStream out;
        private final byte[] piece = new byte[PIECE];
        private Function<Supplier<BlockBytes>, Loan> lending;

        Answer(OutputStream out, InstantSource clock, Function<Supplier<BlockBytes>, Loan> lending) {
            this.out = new PacedOutput(out, clock);
            this.lending = lending;
        }
    }
}
