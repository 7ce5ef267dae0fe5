package io.holdfast.streams.postgres;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How rows of one kind are written: absolute values under a guard, so that the same row twice, or an older one late, changes nothing. */
public interface Upsert<T, K extends Comparable<K>> extends Serializable {
    String sql();

    /** Of two rows with one key only the later is written. Batches are written in key order. */
    K key(T row);

    /** Binds the row and adds it to the batch, as often as it has lines. */
    void addTo(PreparedStatement batch, T row) throws SQLException;
}
