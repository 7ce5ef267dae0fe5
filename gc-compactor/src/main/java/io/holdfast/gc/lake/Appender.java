package io.holdfast.gc.lake;

import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;

/** Appends a few rows to a table of the lake, all in one commit. */
final class Appender {
    private final LakeTables lake;

    Appender(LakeTables lake) {
        this.lake = lake;
    }

    /**
     * Appends the rows, column by column, with notes that are committed with them.
     *
     * @param notes go into the summary of the snapshot
     */
    void append(LakeTable name, List<Map<String, Object>> rows, Map<String, String> notes) {
        Table table = lake.load(name);
        Map<PartitionKey, List<Record>> partitions = new LinkedHashMap<>();
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        for (Map<String, Object> row : rows) {
            Record record = GenericRecord.create(table.schema()).copy(row);
            PartitionKey key = new PartitionKey(table.spec(), table.schema());
            key.partition(wrapper.wrap(record));
            partitions.computeIfAbsent(key, added -> new ArrayList<>()).add(record);
        }
        AppendFiles append = table.newAppend();
        partitions.forEach((key, records) -> append.appendFile(write(table, key, records)));
        notes.forEach(append::set);
        append.commit();
    }

    private static DataFile write(Table table, PartitionKey partition, List<Record> records) {
        try {
            DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                    .dataFileFormat(FileFormat.PARQUET)
                    .build()
                    .newDataWriter(
                            OutputFileFactory.builderFor(table, 0, 0)
                                    .format(FileFormat.PARQUET)
                                    .build()
                                    .newOutputFile(table.spec(), partition),
                            table.spec(),
                            partition);
            try (writer) {
                writer.write(records);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write rows of " + table.name(), e);
        }
    }
}
