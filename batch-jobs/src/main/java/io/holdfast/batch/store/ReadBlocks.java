package io.holdfast.batch.store;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Places of blocks in ({@code hash, gen, object_gen, offset, stored_size}), what reading each of them came to out. */
public final class ReadBlocks implements MapPartitionsFunction<Row, Row> {
    /** The object is what was stored: both checksums, its name, its length and the SHA-256 of its block are right. */
    public static final String OK = "ok";
    /** There is no such object, though the volume is there. */
    public static final String MISSING = "missing";
    /** It is there and is not what was stored. */
    public static final String CORRUPT = "corrupt";
    /** The disk did not give it out. */
    public static final String UNREADABLE = "unreadable";

    /** {@code bytes} is the size on the store of what was read whole, else 0. */
    public static final StructType VERDICTS = new StructType()
            .add("hash", DataTypes.BinaryType, false)
            .add("gen", DataTypes.LongType, false)
            .add("bytes", DataTypes.LongType, false)
            .add("verdict", DataTypes.StringType, false)
            .add("detail", DataTypes.StringType, false);

    private static final long serialVersionUID = 1L;

    private final TaskStore opening;

    public ReadBlocks(BlockStoreSettings settings) {
        this.opening = new TaskStore(settings);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> names) {
        if (!names.hasNext()) {
            return names;
        }
        BlockStore store = opening.open();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(names, 0), false)
                .map(row -> verdict(store, row))
                .iterator();
    }

    private static Row verdict(BlockStore store, Row row) {
        byte[] hash = row.getAs("hash");
        long generation = row.<Long>getAs("gen");
        try {
            store.get(place(row));
            return RowFactory.create(
                    hash, generation, row.<Integer>getAs("stored_size").longValue(), OK, "");
        } catch (HoldfastException e) {
            return RowFactory.create(hash, generation, 0L, verdict(e), String.valueOf(e.getMessage()));
        }
    }

    private static Location place(Row row) {
        return new Location(
                new ObjectName(BlockId.of(row.<byte[]>getAs("hash")), row.<Long>getAs("gen")),
                row.<Long>getAs("object_gen"),
                row.<Integer>getAs("offset"),
                row.<Integer>getAs("stored_size"));
    }

    private static String verdict(HoldfastException problem) {
        if (problem instanceof NotFound) {
            return MISSING;
        }
        return problem instanceof Corrupt ? CORRUPT : UNREADABLE;
    }
}
