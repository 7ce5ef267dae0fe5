package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator reads of errors whose answers do not say all. With the request's id, if the thread of the request asks. */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    /** Once for each answer; what is the client's own fault or only load leaves no line. */
    public static void log(HoldfastException error) {
        if (error instanceof Corrupt || error instanceof OutcomeUnknown) {
            LOG.error("{}", error.code(), error);
        } else if (error.retryable() && error.getCause() != null) {
            LOG.warn("{}: {}", error.code(), whole(error));
        }
    }

    /** Every message, down to the first cause; one that the next above it quotes is not repeated. */
    public static String whole(Throwable error) {
        List<String> messages = new ArrayList<>();
        for (Throwable one = error; one != null; one = one.getCause()) {
            String message = String.valueOf(one.getMessage());
            if (messages.isEmpty() || !messages.get(messages.size() - 1).contains(message)) {
                messages.add(message);
            }
        }
        return String.join(": ", messages);
    }
}
