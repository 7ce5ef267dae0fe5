package io.holdfast.ingest.push;

import java.util.Locale;

/** How a device is connected. */
enum Kind {
    WEBSOCKET,
    STREAM,
    POLL;

    /** In metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
