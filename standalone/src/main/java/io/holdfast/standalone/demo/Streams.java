package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.terminal.Console;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What the stream jobs have counted so far, by the analytics call of the API. */
final class Streams {
    private static final long WITHIN_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long POLL_MILLIS = 300;

    private final Person person;
    private final Console console;

    Streams(Person person, Console console) {
        this.person = person;
        this.console = console;
    }

    /** Bytes of everything that was ever committed; a purge does not take from it. */
    long committedBytes() throws IOException, InterruptedException {
        JsonNode totals = person.get("/analytics/live?window=1h").path("totals");
        return totals.path("first_seen_bytes").asLong()
                + totals.path("duplicate_bytes").asLong();
    }

    /** Waits until so many are counted; returns how many are counted then, or when patience ends. */
    long await(long wantedBytes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + WITHIN_NANOS;
        long counted = committedBytes();
        while (counted < wantedBytes && System.nanoTime() < deadline) {
            console.progress("waiting for the stream jobs: " + Bytes.text(wantedBytes - counted) + " to count");
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            counted = committedBytes();
        }
        return counted;
    }
}
