package io.holdfast.gc.rebuild;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.gc.run.Job;
import io.holdfast.gc.run.Outcome;
import io.holdfast.gc.run.Progress;
import io.holdfast.metadata.gc.LostReferences;
import io.holdfast.metadata.gc.LostReferences.VersionId;
import io.holdfast.metadata.gc.LostRows;
import java.util.List;
import java.util.Optional;

/** Makes the rows of blocks anew that something refers to and that have none, then the references that versions lack. */
public final class RebuildJob implements Job {
    private static final int VERSIONS = 1_000;
    private static final int NAMED = 5;

    private final BlockStore store;
    private final LostRows rows;
    private final LostReferences references;

    public RebuildJob(BlockStore store, LostRows rows, LostReferences references) {
        this.store = store;
        this.rows = rows;
        this.references = references;
    }

    @Override
    public Outcome run(Mode mode, Progress progress) {
        progress.figure("dry_run", mode == Mode.DRY_RUN);
        progress.phase("comparing objects with rows");
        Search search = new Search(store, rows, mode, progress);
        search.run();
        progress.figures(search.figures());

        progress.phase("comparing references with versions");
        references(mode, progress);

        progress.phase("counting what is still lost");
        long lost = rows.count() - (mode == Mode.DRY_RUN ? search.adoptable() : 0);
        progress.figure("lost_blocks", lost);
        if (lost == 0) {
            return Outcome.DONE;
        }
        List<BlockId> first = rows.first(NAMED);
        return Outcome.failed(
                lost + " blocks that something refers to have no object that verifies; bring the objects back"
                        + " from a backup and run this again. Without a row now, the first: " + first);
    }

    private void references(Mode mode, Progress progress) {
        long seen = 0;
        long missing = 0;
        Optional<VersionId> after = Optional.empty();
        do {
            List<VersionId> page = references.versions(after, VERSIONS);
            for (VersionId version : page) {
                int lacking = references.missing(version);
                missing += mode == Mode.ACT && lacking > 0 ? references.restore(version) : lacking;
            }
            seen += page.size();
            progress.detail(seen + " versions");
            after = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
        } while (after.isPresent());
        progress.figure("versions", seen);
        progress.figure(mode == Mode.ACT ? "references_restored" : "references_missing", missing);
    }
}
