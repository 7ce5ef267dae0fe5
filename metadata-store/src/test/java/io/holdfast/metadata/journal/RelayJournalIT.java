package io.holdfast.metadata.journal;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RelayJournalIT {
    private static final List<TopicIdentity> TOPICS =
            List.of(new TopicIdentity("holdfast.changes", "cluster", "topic"));

    @Test
    void publishesEveryRowInOrderAndSettlesOnlyAtTheHead() {
        try (World world = World.create()) {
            RelayJournal journal = new RelayJournal(world.database, world.ambient);
            assertThat(journal.adopt(TOPICS)).isTrue();
            assertThat(journal.adopt(TOPICS)).isFalse();
            Done first = world.upload("/folder/file", "one", "two");
            world.upload(World.based(world.file("/folder/file", "three"), 1));
            world.purge(first.entryId());

            RelayPosition position = journal.dirty(10).get(0);
            assertThat(position.headSeq()).isEqualTo(6);
            JournalSlice head = journal.slice(world.namespace, 0, 3);
            JournalSlice rest = journal.slice(world.namespace, head.upTo(), 100);
            assertThat(head.upTo()).isEqualTo(3);
            assertThat(head.changes())
                    .extracting(ChangeEvent::action)
                    .containsExactly("created", "created", "modified");
            assertThat(head.versions()).extracting(VersionEvent::refSeq).containsExactly(1L, 2L);
            assertThat(rest.changes()).extracting(ChangeEvent::action).containsExactly("deleted");
            assertThat(rest.versions()).extracting(VersionEvent::kind).containsOnly(VersionEvent.Kind.PURGED);
            assertThat(rest.versions()).extracting(VersionEvent::refSeq).containsExactly(3L, 4L);
            assertThat(rest.versions())
                    .as("a purged version keeps its block list; the newest goes first")
                    .extracting(VersionEvent::manifest)
                    .containsExactly(World.manifest("three"), World.manifest("one", "two"));

            journal.published(world.namespace, head.upTo());
            assertThat(journal.settle(world.namespace)).isFalse();
            journal.published(world.namespace, rest.upTo());
            journal.published(world.namespace, 2);
            assertThat(journal.position(world.namespace).orElseThrow().behind()).isFalse();
            assertThat(journal.settle(world.namespace)).isTrue();
            assertThat(journal.dirty(10)).isEmpty();
            Invariants.assertSound(world);

            assertThat(journal.adopt(List.of(new TopicIdentity("holdfast.changes", "cluster", "another"))))
                    .isTrue();
            assertThat(journal.dirty(10))
                    .extracting(RelayPosition::publishedSeq)
                    .containsExactly(0L);
        }
    }

    @Test
    void onlyOneHoldsTheLock() {
        try (World world = World.create()) {
            RelayLock lock = RelayLock.tryAcquire(world.database).orElseThrow();
            assertThat(lock.isHeld()).isTrue();
            assertThat(RelayLock.tryAcquire(world.database)).isEmpty();
            lock.close();
            Optional<RelayLock> next = RelayLock.tryAcquire(world.database);
            assertThat(next).isPresent();
            next.get().close();
        }
    }
}
