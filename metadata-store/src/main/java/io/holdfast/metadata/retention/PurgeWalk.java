package io.holdfast.metadata.retention;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.retention.TrashPurge.Place;
import io.holdfast.metadata.retention.TrashPurge.Place.InFile;
import io.holdfast.metadata.retention.TrashPurge.Place.InFolder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One step of a purge: goes on depth first from where the last one stood. The newest version of a file goes first, so a file of which
 * anything is gone cannot come back. The caller holds the lock of the namespace. Belongs to one attempt of one transaction.
 */
final class PurgeWalk {
    private final PurgeRows rows;
    private final TrashPurge purge;
    private final Deque<Place> way = new ArrayDeque<>();
    private final List<UUID> emptied = new ArrayList<>();
    private PurgeOutcome outcome = PurgeOutcome.NONE;
    private int budget;

    /** @param limit versions looked at and entries finished, at most */
    PurgeWalk(PurgeRows rows, TrashPurge purge, int limit) {
        this.rows = rows;
        this.purge = purge;
        this.budget = limit;
    }

    /** @throws NotFound if it is not in the trash */
    PurgeStep run() {
        Instant trashedAt = rows.trashedAt(purge.namespaceId(), purge.entryId());
        way.addAll(purge.way().map(this::stillThere).orElseGet(this::start));
        while (budget > 0 && !way.isEmpty()) {
            Place here = way.removeLast();
            if (here instanceof InFile file) {
                walk(file, trashedAt);
            } else {
                walk((InFolder) here);
            }
        }
        rows.bury(purge.namespaceId(), emptied);
        return new PurgeStep(outcome, purge.at(List.copyOf(way)));
    }

    private List<Place> start() {
        return List.of(rows.kind(purge.namespaceId(), purge.entryId()).start(purge.entryId()));
    }

    /** A folder below may have been taken out of the trash since the last step: what was to come in it is nobody's business any more. */
    private List<Place> stillThere(List<Place> stood) {
        Map<UUID, UUID> parents = rows.parents(
                purge.namespaceId(), stood.stream().map(Place::entry).toList());
        int depth = Math.min(1, stood.size());
        while (depth < stood.size()
                && stood.get(depth - 1)
                        .entry()
                        .equals(parents.get(stood.get(depth).entry()))) {
            depth++;
        }
        return stood.subList(0, depth);
    }

    private void walk(InFolder folder) {
        Optional<PurgeRows.Child> next = rows.nextChild(purge.namespaceId(), folder.entry(), folder.afterKey());
        if (next.isEmpty()) {
            finish(folder);
            return;
        }
        PurgeRows.Child child = next.get();
        way.addLast(new InFolder(folder.entry(), child.key(), folder.kept()));
        way.addLast(child.kind().start(child.id()));
    }

    private void walk(InFile file, Instant trashedAt) {
        List<VersionFacts> page = rows.versions(purge.namespaceId(), file.entry(), file.belowNumber(), budget).stream()
                .map(row -> row.facts(trashedAt))
                .toList();
        int kept = file.kept();
        for (VersionFacts version : page) {
            if (purge.rule().mayGo(version.below(kept))) {
                rows.purge(version, purge.reason());
                outcome = outcome.add(new PurgeOutcome(1, version.sizeBytes(), 0));
            } else {
                outcome = outcome.add(new PurgeOutcome(0, 0, 1));
                kept++;
            }
        }
        if (page.size() < budget) {
            budget -= page.size();
            finish(new InFile(file.entry(), 0, kept));
        } else {
            way.addLast(new InFile(file.entry(), page.get(page.size() - 1).number(), kept));
            budget = 0;
        }
    }

    private void finish(Place done) {
        budget--;
        if (done.kept() == 0) {
            emptied.add(done.entry());
        } else if (way.pollLast() instanceof InFolder parent) {
            way.addLast(new InFolder(parent.entry(), parent.afterKey(), parent.kept() + 1));
        }
    }
}
