package io.holdfast.dashboards.lake;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.jspecify.annotations.Nullable;

/** Rows of the lake by time. Safe for many threads; opens the catalog at the first read. */
public final class LakeReader implements AutoCloseable {
    private final LakeCatalog settings;
    private @Nullable JdbcCatalog catalog;

    public LakeReader(LakeCatalog settings) {
        this.settings = settings;
    }

    /**
     * The rows whose {@code timeColumn} lies in the range, in no order; none if the table is not there.
     *
     * @throws HoldfastException.Unavailable if the lake cannot be read now
     */
    public <T> List<T> rows(LakeTable table, String timeColumn, TimeRange range, Function<Record, T> reading) {
        try {
            Optional<Table> found = find(table);
            return found.isEmpty() ? List.of() : scan(found.get(), within(timeColumn, range), reading);
        } catch (IOException | RuntimeException e) {
            throw new HoldfastException.Unavailable(
                    "the table " + table.sqlName() + " cannot be read now: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the table has been made.
     *
     * @throws HoldfastException.Unavailable if the catalog does not answer
     */
    public boolean holds(LakeTable table) {
        try {
            return catalog().tableExists(table.identifier());
        } catch (RuntimeException e) {
            throw new HoldfastException.Unavailable("the lake's catalog does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (catalog != null) {
            catalog.close();
            catalog = null;
        }
    }

    private Optional<Table> find(LakeTable table) {
        try {
            return Optional.of(catalog().loadTable(table.identifier()));
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return Optional.empty();
        }
    }

    private static <T> List<T> scan(Table table, Expression filter, Function<Record, T> reading) throws IOException {
        List<T> found = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).where(filter).build()) {
            rows.forEach(row -> found.add(reading.apply(row)));
        }
        return found;
    }

    /** Tables are partitioned by the day of this column, so that the filter leaves out whole files. */
    public static Expression within(String timeColumn, TimeRange range) {
        return Expressions.and(
                Expressions.greaterThanOrEqual(timeColumn, micros(range.from())),
                Expressions.lessThan(timeColumn, micros(range.to())));
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    private synchronized JdbcCatalog catalog() {
        if (catalog == null) {
            Map<String, String> properties = new HashMap<>(settings.properties());
            properties.put("clients", "1");
            properties.put("jdbc.connectTimeout", "3");
            properties.put("jdbc.socketTimeout", "10");
            JdbcCatalog opened = new JdbcCatalog();
            opened.setConf(new Configuration(false));
            opened.initialize(LakeCatalog.NAME, properties);
            catalog = opened;
        }
        return catalog;
    }
}
