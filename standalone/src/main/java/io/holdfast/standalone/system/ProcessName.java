package io.holdfast.standalone.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The six supervised processes in the order in which they are started; they are stopped the other way round. */
public enum ProcessName {
    POSTGRES,
    KAFKA,
    API,
    STREAMS,
    MAINTENANCE,
    DASHBOARDS;

    /** The word in logs, pid files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ProcessName::word).toList();
    }

    /** The words in the order of stopping. */
    public static List<String> stopOrder() {
        List<String> words = new ArrayList<>(words());
        Collections.reverse(words);
        return List.copyOf(words);
    }
}
