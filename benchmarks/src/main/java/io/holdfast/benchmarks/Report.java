package io.holdfast.benchmarks;

import io.holdfast.core.SuppressForbidden;
import java.util.Locale;

/** Where benchmarks print. */
public final class Report {
    private Report() {}

    @SuppressForbidden("a benchmark is a command-line program")
    public static void line(String format, Object... values) {
        System.out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
