package io.holdfast.streams.job;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.event.VersionEvent.Kind;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.streams.logic.Window;
import io.holdfast.streams.operator.Gaps;
import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.BlockHint;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeTotal;
import io.holdfast.streams.record.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The topologies between a source of fixed messages and sinks that remember, on a Flink cluster inside this JVM, two tasks each. */
class TopologyTest {
    private static final UUID NAMESPACE = new UUID(1, 1);
    private static final UUID OWNER = new UUID(2, 2);
    private static final BlockRef A = new BlockRef(new BlockId(1, 1, 1, 1), 70_000);
    private static final BlockRef B = new BlockRef(new BlockId(2, 2, 2, 2), 80_000);
    /** Two versions share A, one of them is purged; a message is garbage, and one comes twice. */
    private static final List<KafkaMessage> MESSAGES = List.of(
            message(1, event(Kind.COMMITTED, 1, 1, A, A)),
            new KafkaMessage("holdfast.manifests", 0, 2, new byte[0], new byte[] {9}),
            message(3, event(Kind.COMMITTED, 2, 2, A, B)),
            message(4, event(Kind.COMMITTED, 2, 2, A, B)),
            message(5, event(Kind.PURGED, 3, 1, A, A)));

    @Test
    void refCountingEndsAtTheReferencesOfEachBlock() throws Exception {
        try (StreamExecutionEnvironment flink = flink()) {
            RefCounting.build(messages(flink), new NoGaps(), 0, new Memory<>("hints"), new Memory<>("dead-1"));
            flink.execute();
        }
        Map<BlockId, Long> refs = new HashMap<>();
        Memory.<BlockHint>of("hints")
                .forEach(hint -> refs.put(hint.block(), hint.count().refs()));
        assertThat(refs).isEqualTo(Map.of(A.hash(), 1L, B.hash(), 1L));
        assertThat(Memory.<DeadLetter>of("dead-1")).hasSize(1);
    }

    @Test
    void dedupAccountingEndsAtTheFiguresOfEachScope() throws Exception {
        try (StreamExecutionEnvironment flink = flink()) {
            DedupAccounting.build(messages(flink), new NoGaps(), 0, new Memory<>("totals"), new Memory<>("dead-2"));
            flink.execute();
        }
        Map<Scope, Amounts> totals = new HashMap<>();
        Memory.<ScopeTotal>of("totals").forEach(total -> totals.put(total.scope(), total.amounts()));
        assertThat(totals)
                .containsEntry(Scope.SERVER, new Amounts(150_000, 150_000, 150_000, 140_000, 1))
                .containsEntry(Scope.owner(OWNER.toString()), new Amounts(150_000, 150_000, 150_000, 140_000, 1))
                .containsEntry(Scope.minute(0), new Amounts(290_000, 0, 150_000, 140_000, 2));
        assertThat(Memory.<DeadLetter>of("dead-2")).hasSize(1);
    }

    /** Each change has an owner of its own here, because what is gathered of a burst leaves by a timer, which the end cuts off. */
    @Test
    void fanOutSignalsTheOwnerOfEachChangeOnce() throws Exception {
        List<KafkaMessage> changes = List.of(
                change(1, new UUID(9, 1), 1),
                change(2, new UUID(9, 2), 2),
                new KafkaMessage("holdfast.changes", 0, 3, new byte[0], new byte[] {9}),
                change(4, new UUID(9, 3), 2),
                change(5, new UUID(9, 4), 9));
        try (StreamExecutionEnvironment flink = flink()) {
            SyncFanOut.build(
                    flink.fromData(changes, TypeInformation.of(KafkaMessage.class))
                            .uid("messages"),
                    Window.DEFAULT,
                    new Memory<>("signals"),
                    new Memory<>("dead-3"));
            flink.execute();
        }
        assertThat(Memory.<Signal>of("signals").stream().map(signal -> signal.account() + " " + signal.seq()))
                .containsExactlyInAnyOrder(new UUID(9, 1) + " 1", new UUID(9, 2) + " 2", new UUID(9, 4) + " 9");
        assertThat(Memory.<DeadLetter>of("dead-3")).hasSize(1);
    }

    private static KafkaMessage change(long offset, UUID owner, long seq) {
        ChangeEvent event = new ChangeEvent(
                NAMESPACE,
                seq,
                new UUID(3, seq),
                "created",
                "folder",
                "/f",
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.ofEpochSecond(seq),
                Optional.of(owner),
                Optional.empty(),
                Optional.empty());
        return new KafkaMessage("holdfast.changes", 0, offset, new byte[0], ChangeEventCodec.encode(event));
    }

    private static StreamExecutionEnvironment flink() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        return StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    }

    private static DataStream<KafkaMessage> messages(StreamExecutionEnvironment flink) {
        return flink.fromData(MESSAGES, TypeInformation.of(KafkaMessage.class)).uid("messages");
    }

    private static KafkaMessage message(long offset, VersionEvent event) {
        return new KafkaMessage("holdfast.manifests", 0, offset, new byte[0], VersionEventCodec.encode(event));
    }

    private static VersionEvent event(Kind kind, long refSeq, long version, BlockRef... blocks) {
        Manifest manifest = new Manifest(List.of(blocks));
        return new VersionEvent(
                kind,
                NAMESPACE,
                refSeq,
                refSeq,
                new UUID(3, version),
                new UUID(4, version),
                1,
                OWNER,
                Optional.empty(),
                "/f",
                "text/plain",
                manifest.sizeBytes(),
                manifest.contentHash(),
                manifest,
                0,
                Instant.ofEpochSecond(refSeq),
                "");
    }

    /** Everything is on the topic. */
    private static final class NoGaps implements Gaps {
        @Override
        public Page read(String namespace, long after, long upTo) {
            throw new IllegalStateException("no gap was expected after " + after);
        }

        @Override
        public void close() {}
    }

    /** Remembers by name what was written, because Flink makes copies of it. */
    private record Memory<T>(String name) implements Sink<T> {
        private static final Map<String, Queue<Object>> ALL = new ConcurrentHashMap<>();

        @SuppressWarnings("unchecked")
        static <T> Queue<T> of(String name) {
            return (Queue<T>) ALL.computeIfAbsent(name, any -> new ConcurrentLinkedQueue<>());
        }

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(T row, Context any) {
                    of(name).add(row);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
