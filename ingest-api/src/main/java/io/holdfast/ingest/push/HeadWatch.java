package io.holdfast.ingest.push;

import io.holdfast.ingest.push.Subscriber.Address;
import io.holdfast.metadata.entry.Journal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds what signals did not tell, because one was lost or Kafka or Flink is away: compares what devices were told with the heads as
 * they were a round ago, so that signals on their way are not taken for lost. One thread.
 */
@Component
final class HeadWatch {
    private final Subscribers subscribers;
    private final Journal journal;
    private final PushMetrics metrics;
    private Map<UUID, Long> headsBefore = Map.of();

    HeadWatch(Subscribers subscribers, Journal journal, PushMetrics metrics) {
        this.subscribers = subscribers;
        this.journal = journal;
        this.metrics = metrics;
    }

    void look() {
        List<Subscriber> all = subscribers.all();
        if (all.isEmpty()) {
            headsBefore = Map.of();
            return;
        }
        Set<UUID> namespaces =
                all.stream().map(one -> one.address().namespace()).collect(Collectors.toSet());
        Map<UUID, Long> heads = journal.heads(namespaces);
        for (Subscriber one : all) {
            long head = headsBefore.getOrDefault(one.address().namespace(), 0L);
            if (one.toldSeq() < head) {
                catchUp(one, head);
            }
        }
        headsBefore = heads;
    }

    private void catchUp(Subscriber subscriber, long head) {
        Address address = subscriber.address();
        long others = journal.lastOfOthers(address.namespace(), subscriber.toldSeq(), address.device());
        if (others > subscriber.toldSeq()) {
            subscriber.tell(others);
            metrics.caughtUp();
        }
        subscriber.settle(head);
    }
}
