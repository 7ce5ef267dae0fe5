package io.holdfast.batch.retention;

import io.holdfast.core.retention.RetentionDecision;
import io.holdfast.core.retention.RetentionDecision.Outcome;
import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.StoredVersion;
import io.holdfast.core.retention.StoredVersion.Hold;
import io.holdfast.core.retention.Thinning;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** All live versions of one file in, those to purge out. Holds the policy in a form that travels to Spark's tasks. */
final class DecideFile implements FlatMapGroupsFunction<String, Row, Row> {
    static final StructType REMOVED = new StructType()
            .add("namespace_id", DataTypes.StringType, false)
            .add("file_id", DataTypes.StringType, false)
            .add("version_id", DataTypes.StringType, false)
            .add("version", DataTypes.LongType, false)
            .add("size", DataTypes.LongType, false)
            .add("reasons", DataTypes.StringType, false);

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer keepLast;
    private final @Nullable Duration maxAge;
    private final Thinning thinning;
    private final Instant now;

    DecideFile(RetentionPolicy policy, Instant now) {
        this.keepLast = policy.keepLast().isPresent() ? policy.keepLast().getAsInt() : null;
        this.maxAge = policy.maxAge().orElse(null);
        this.thinning = policy.thinning();
        this.now = now;
    }

    @Override
    public Iterator<Row> call(String file, Iterator<Row> rows) {
        Map<Long, Row> byNumber = new HashMap<>();
        rows.forEachRemaining(row -> byNumber.put(row.getAs("version"), row));
        boolean expired = byNumber.values().stream().anyMatch(row -> row.<Boolean>getAs("expired"));
        List<StoredVersion> versions =
                byNumber.values().stream().map(DecideFile::version).toList();
        List<RetentionDecision> decisions =
                expired ? RetentionPolicy.decideExpiredTrash(versions) : policy().decide(versions, now);
        return decisions.stream()
                .filter(decision -> decision.outcome() == Outcome.REMOVE)
                .map(decision ->
                        removed(requireNonNull(byNumber.get(decision.version().number())), decision))
                .iterator();
    }

    private RetentionPolicy policy() {
        return new RetentionPolicy(
                keepLast == null ? OptionalInt.empty() : OptionalInt.of(keepLast),
                Optional.ofNullable(maxAge),
                thinning);
    }

    /** Nobody can place a hold yet: the table of holds comes with sharing. The rule for them is in the policy already. */
    private static StoredVersion version(Row row) {
        return new StoredVersion(
                row.getAs("version"), row.<Timestamp>getAs("occurred_at").toInstant(), Hold.NONE);
    }

    private static Row removed(Row version, RetentionDecision decision) {
        return RowFactory.create(
                version.getAs("namespace_id"),
                version.getAs("file_id"),
                version.getAs("version_id"),
                version.getAs("version"),
                version.getAs("size"),
                decision.labels());
    }
}
