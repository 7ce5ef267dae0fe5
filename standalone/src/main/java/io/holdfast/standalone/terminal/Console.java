package io.holdfast.standalone.terminal;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whole lines to standard output, problems to standard error. Safe for many threads. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Interactivity interactivity;
    private boolean transientLine;

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
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    public synchronized void problem(String message) {
        wipe();
        err.println("holdfast: " + message);
        err.flush();
    }

    /** A line that the next one replaces; only a terminal shows it. */
    public synchronized void progress(String line) {
        if (interactivity == Interactivity.TERMINAL) {
            out.print("\r\u001b[K" + line);
            out.flush();
            transientLine = true;
        }
    }

    private void wipe() {
        if (transientLine) {
            out.print("\r\u001b[K");
            transientLine = false;
        }
    }
}
