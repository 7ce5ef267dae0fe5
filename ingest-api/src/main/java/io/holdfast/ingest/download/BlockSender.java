package io.holdfast.ingest.download;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockList;
import io.holdfast.core.manifest.BlockRef;
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
    public void send(BlockList blocks, long sizeBytes, OutputStream out) throws IOException {
        send(blocks, ByteRange.whole(sizeBytes), new Answer(out, clock, loans::another));
    }

    /** As the whole of an answer. */
    void send(BlockList blocks, ByteRange range, OutputStream out) throws IOException {
        send(blocks, range, new Answer(out, clock, loans::first));
    }

    private void send(BlockList blocks, ByteRange range, Answer answer) throws IOException {
        long offset = 0;
        for (int from = 0; from < blocks.blockCount() && offset < range.end(); from += LOOK_AHEAD) {
            List<BlockRef> part = blocks.part(from, Math.min(blocks.blockCount(), from + LOOK_AHEAD));
            offset = sendPart(part, offset, range, answer);
        }
    }

    /**
     * Sends what lies in the range.
     *
     * @param start where the part begins in the file
     * @return where it ends
     */
    private long sendPart(List<BlockRef> part, long start, ByteRange range, Answer answer) throws IOException {
        long end = start + part.stream().mapToLong(BlockRef::sizeBytes).sum();
        if (end <= range.first()) {
            return end;
        }
        Map<BlockId, BlockLocation> places =
                reader.locate(part.stream().map(BlockRef::hash).distinct().toList());
        long offset = start;
        for (BlockRef block : part) {
            int from = (int) Math.max(0, Math.min(block.sizeBytes(), range.first() - offset));
            int to = (int) Math.max(0, Math.min(block.sizeBytes(), range.end() - offset));
            sendOne(block.hash(), from, to, places, answer);
            offset += block.sizeBytes();
        }
        return end;
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
