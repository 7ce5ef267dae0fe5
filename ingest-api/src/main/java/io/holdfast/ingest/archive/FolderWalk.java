package io.holdfast.ingest.archive;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Goes through all that lies in a folder, depth first and by name, and holds no more of it than a page for each folder on the way.
 * What changes meanwhile is seen before or after the change. Belongs to one thread.
 */
final class FolderWalk {
    private static final int PAGE = 100;

    private final Entries entries;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** @param path of the folder in the archive, with a slash at its end, or empty */
    FolderWalk(Entries entries, Entry folder, String path) {
        this.entries = entries;
        levels.push(new Level(folder, path));
    }

    /** The next file or folder; a folder comes before what lies in it. Empty at the end. */
    Optional<Found> next() {
        while (!levels.isEmpty()) {
            Optional<Found> found = levels.element().next();
            if (found.isPresent()) {
                if (!found.get().entry().isFile()) {
                    enter(found.get());
                }
                return found;
            }
            levels.pop();
        }
        return Optional.empty();
    }

    private void enter(Found folder) {
        if (levels.size() >= EntryPath.MAX_DEPTH) {
            throw new Conflict("folders are moved about while they are read; try again");
        }
        levels.push(new Level(folder.entry(), folder.path() + "/"));
    }

    /** Names hold no slash; a backslash would be one to some programs that unpack. */
    private static String tame(String name) {
        return name.replace('\\', '_');
    }

    /** Something on the way, and its path in the archive. */
    record Found(Entry entry, String path) {}

    private final class Level {
        private final Entry folder;
        private final String path;
        private Iterator<Entry> page = List.<Entry>of().iterator();
        private String lastKey = "";
        private boolean ended;

        Level(Entry folder, String path) {
            this.folder = folder;
            this.path = path;
        }

        Optional<Found> next() {
            if (!page.hasNext() && !ended) {
                List<Entry> found = entries.children(folder.namespaceId(), folder.id(), lastKey, PAGE);
                ended = found.size() < PAGE;
                page = found.iterator();
            }
            if (!page.hasNext()) {
                return Optional.empty();
            }
            Entry entry = page.next();
            lastKey = entry.nameKey();
            return Optional.of(new Found(entry, path + tame(entry.name())));
        }
    }
}
