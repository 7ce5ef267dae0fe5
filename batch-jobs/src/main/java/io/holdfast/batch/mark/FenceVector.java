package io.holdfast.batch.mark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The number of the last reference change of every namespace, at one moment of PostgreSQL. */
public record FenceVector(Map<UUID, Long> refHeads) {
    static final String NAMESPACE = "fence_namespace";
    static final String REF_HEAD = "ref_head";

    private static final StructType SCHEMA =
            new StructType().add(NAMESPACE, DataTypes.StringType, false).add(REF_HEAD, DataTypes.LongType, false);

    public FenceVector {
        refHeads = Map.copyOf(refHeads);
        if (refHeads.isEmpty()) {
            throw new IllegalArgumentException("a fence vector without a namespace proves nothing");
        }
    }

    /**
     * A line {@code <namespace> <ref_head>} for each, and at last a line {@code end <number of namespaces>}.
     *
     * @throws IllegalArgumentException if the file is anything else, or was cut short
     */
    static FenceVector read(Path file) {
        Map<UUID, Long> heads = new HashMap<>();
        long end = -1;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                String[] words = line.split(" ", -1);
                if (words.length != 2 || end >= 0) {
                    throw new IllegalArgumentException("not a line of a fence vector: '" + line + "'");
                }
                if (words[0].equals("end")) {
                    end = Long.parseLong(words[1]);
                } else if (heads.put(UUID.fromString(words[0]), Long.parseLong(words[1])) != null) {
                    throw new IllegalArgumentException("the fence vector names " + words[0] + " twice");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the fence vector " + file, e);
        }
        if (end != heads.size()) {
            throw new IllegalArgumentException("the fence vector " + file + " is not whole");
        }
        return new FenceVector(heads);
    }

    Dataset<Row> rows(SparkSession spark) {
        List<Row> rows = refHeads.entrySet().stream()
                .map(head -> RowFactory.create(head.getKey().toString(), head.getValue()))
                .toList();
        return spark.createDataFrame(rows, SCHEMA);
    }
}
