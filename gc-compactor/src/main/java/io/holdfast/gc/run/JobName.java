package io.holdfast.gc.run;

import io.holdfast.core.error.HoldfastException.NotFound;
import java.util.Arrays;
import java.util.Locale;

/** The jobs there are. */
public enum JobName {
    RETENTION,
    GC,
    ROLLUPS,
    UPKEEP,
    SCRUB,
    RECONCILE,
    REBUILD;

    /** @throws NotFound if there is no such job */
    public static JobName parse(String word) {
        return Arrays.stream(values())
                .filter(name -> name.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new NotFound("there is no job '" + word + "'"));
    }

    /** As in settings, in the database and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
