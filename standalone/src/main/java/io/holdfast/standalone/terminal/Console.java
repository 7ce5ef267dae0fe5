package io.holdfast.standalone.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whole lines to standard output, problems to standard error. Safe for many threads. */
public final class Console {
    private static final long STREAM_PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream out;
    private final PrintStream err;
    private final Interactivity interactivity;
    private boolean transientLine;
    private long told = System.nanoTime();

    /** Whether a person watches, so that a line may be drawn over. */
    public enum Interactivity {
        TERMINAL,
        STREAM
    }

    public Console(PrintStream out, PrintStream err, Interactivity interactivity) {
        this.out = out;
        this.err = err;
        this.interactivity = interactivity;
    }

    public synchronized void line(String format, @Nullable Object... arguments) {
        wipe();
        told = System.nanoTime();
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    public synchronized void problem(String message) {
        wipe();
        err.println("holdfast: " + message);
        err.flush();
    }

    /** How far something is. A terminal shows it in a line that the next one replaces; a stream, one every ten seconds. */
    public synchronized void progress(String line) {
        long now = System.nanoTime();
        switch (interactivity) {
            case TERMINAL -> {
                out.print("\r\u001b[K" + line);
                transientLine = true;
            }
            case STREAM -> {
                if (now - told < STREAM_PROGRESS_NANOS) {
                    return;
                }
                told = now;
                out.println(line);
            }
        }
        out.flush();
    }

    private void wipe() {
        if (transientLine) {
            out.print("\r\u001b[K");
            transientLine = false;
        }
    }
}
