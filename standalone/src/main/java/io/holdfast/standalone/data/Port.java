package io.holdfast.standalone.data;

import java.util.Locale;

/** The local ports that a system listens on. */
public enum Port {
    API,
    POSTGRES,
    KAFKA,
    KAFKA_CONTROLLER,
    FLINK,
    FLINK_METRICS,
    MAINTENANCE,
    DASHBOARDS;

    /** The key in {@code run/ports.properties}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
