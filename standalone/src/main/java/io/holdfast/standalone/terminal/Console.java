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

    /**
     * How far something is. A terminal shows it in a line that the next one replaces; otherwise one line every ten seconds goes to
     * the standard error, so that the output stays what a program expects.
     */
    public synchronized void progress(String line) {
        switch (interactivity) {
            case TERMINAL -> {
                out.print("\r\u001b[K" + line);
                out.flush();
                transientLine = true;
            }
            case STREAM -> {
                long now = System.nanoTime();
                if (now - told >= STREAM_PROGRESS_NANOS) {
                    told = now;
                    err.println(line);
                    err.flush();
                }
            }
        }
    }

    private void wipe() {
        if (transientLine) {
            out.print("\r\u001b[K");
            transientLine = false;
        }
    }
}
