package io.holdfast.standalone.demo;

import io.holdfast.standalone.terminal.Console;
import java.util.Locale;

/** A bar over the bytes of one step; a terminal sees it move. Safe for many threads. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000;

    private final Console console;
    private final String label;
    private final long totalBytes;
    private final int totalFiles;
    private final long begin = System.nanoTime();
    private long doneBytes;
    private int doneFiles;
    private long drawn;

    Progress(Console console, String label, int totalFiles, long totalBytes) {
        this.console = console;
        this.label = label;
        this.totalFiles = totalFiles;
        this.totalBytes = totalBytes;
    }

    /** Of work that moves no bytes. */
    static Progress ofFiles(Console console, String label, int totalFiles) {
        return new Progress(console, label, totalFiles, 0);
    }

    synchronized void done(long bytes) {
        doneBytes += bytes;
        doneFiles++;
        long now = System.nanoTime();
        if (now - drawn > REDRAW_NANOS) {
            drawn = now;
            console.progress(text(doneFiles, totalFiles, doneBytes, totalBytes, (now - begin) / 1e9, label));
        }
    }

    static String text(int files, int totalFiles, long bytes, long totalBytes, double seconds, String label) {
        double all = totalBytes == 0 ? totalFiles : totalBytes;
        double done = totalBytes == 0 ? files : bytes;
        double part = all == 0 ? 1 : Math.min(1, done / all);
        int full = (int) Math.round(part * WIDTH);
        return String.format(
                        Locale.ROOT,
                        "%-24s [%s%s] %3.0f %%  %d/%d files  %s",
                        label,
                        "#".repeat(full),
                        ".".repeat(WIDTH - full),
                        part * 100,
                        files,
                        totalFiles,
                        totalBytes == 0 ? "" : Bytes.text((long) (bytes / Math.max(seconds, 0.001))) + "/s")
                .stripTrailing();
    }
}
