package io.holdfast.batch.store;

import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.core.block.StoredObject;
import java.nio.file.Path;
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

    private ListObjects() {}

    /** Lists when an action asks for it, and again with each action: persist it. */
    public static Dataset<Row> in(Path folder, SparkSession spark) {
        return spark.createDataset(List.of(folder.toString()), Encoders.STRING())
                .coalesce(1)
                .mapPartitions(new ListObjects(), Encoders.row(OBJECTS));
    }

    @Override
    public Iterator<Row> call(Iterator<String> folders) {
        if (!folders.hasNext()) {
            return List.<Row>of().iterator();
        }
        LocalBlockStore store = TaskStore.open(folders.next());
        return store.list().map(ListObjects::row).iterator();
    }

    private static Row row(StoredObject object) {
        return RowFactory.create(object.name().block().bytes(), object.name().generation(), object.storedSizeBytes());
    }
}
