package io.holdfast.streams.postgres;

import io.holdfast.core.block.BlockId;
import io.holdfast.streams.record.BlockCount;
import io.holdfast.streams.record.BlockHint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Rows of {@code block_hint}. An equal position is written again: after a restart it speaks of the same changes, perhaps in another order. */
public final class BlockHintUpsert implements Upsert<BlockHint, BlockId> {
    private static final String SQL = """
            INSERT INTO block_hint AS h (hash, refs, size, count_epoch, pos, zero_since)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (hash) DO UPDATE
               SET refs = EXCLUDED.refs, size = EXCLUDED.size, count_epoch = EXCLUDED.count_epoch, pos = EXCLUDED.pos,
                   zero_since = EXCLUDED.zero_since
             WHERE (h.count_epoch, h.pos) <= (EXCLUDED.count_epoch, EXCLUDED.pos)
            """;

    @Override
    public String sql() {
        return SQL;
    }

    @Override
    public BlockId key(BlockHint hint) {
        return hint.block();
    }

    @Override
    public void addTo(PreparedStatement batch, BlockHint hint) throws SQLException {
        BlockCount count = hint.count();
        batch.setBytes(1, hint.block().bytes());
        batch.setLong(2, count.refs());
        batch.setInt(3, count.sizeBytes());
        batch.setLong(4, hint.countEpoch());
        batch.setLong(5, count.pos());
        if (count.zeroSinceMicros() == BlockCount.IN_USE) {
            batch.setNull(6, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            Instant since = Instant.EPOCH.plus(count.zeroSinceMicros(), ChronoUnit.MICROS);
            batch.setObject(6, since.atOffset(ZoneOffset.UTC));
        }
        batch.addBatch();
    }
}
