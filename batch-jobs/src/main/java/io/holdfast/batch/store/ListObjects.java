package io.holdfast.batch.store;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.core.block.StoredObject;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The listing of the store as a Dataset, streamed: one shard of the store in memory at a time. */
public final class ListObjects implements MapPartitionsFunction<String, Row> {
    /** Each object: its name and its size on the store. */
    public static final StructType OBJECTS = new StructType()
            .add("hash", DataTypes.BinaryType, false)
            .add("gen", DataTypes.LongType, false)
            .add("object_bytes", DataTypes.LongType, false);

    private static final long serialVersionUID = 1L;

    private final TaskStore opening;

    private ListObjects(BlockStoreSettings settings) {
        this.opening = new TaskStore(settings);
    }

    /** Lists when an action asks for it, and again with each action: persist it. */
    public static Dataset<Row> in(BlockStoreSettings settings, SparkSession spark) {
        return spark.createDataset(List.of("all"), Encoders.STRING())
                .coalesce(1)
                .mapPartitions(new ListObjects(settings), Encoders.row(OBJECTS));
    }

    @Override
    public Iterator<Row> call(Iterator<String> once) {
        if (!once.hasNext()) {
            return List.<Row>of().iterator();
        }
        return opening.open().list().map(ListObjects::row).iterator();
    }

    private static Row row(StoredObject object) {
        return RowFactory.create(object.name().block().bytes(), object.name().generation(), object.storedSizeBytes());
    }
}
