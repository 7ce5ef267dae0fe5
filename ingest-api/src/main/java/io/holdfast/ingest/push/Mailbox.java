package io.holdfast.ingest.push;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a device that takes messages slower than they come: at most {@value #MOST}. One more, and all of them shrink to a
 * single "changed", which says no less. Not safe for many threads.
 */
final class Mailbox {
    static final int MOST = 8;

    private final Deque<Message> waiting = new ArrayDeque<>();

    /** @return how many messages were shrunk into one; 0 if there was room */
    int add(Message message) {
        if (waiting.size() < MOST) {
            waiting.add(message);
            return 0;
        }
        int shrunk = waiting.size() + 1;
        waiting.clear();
        waiting.add(Message.changed(message.namespaceId(), message.seq()));
        return shrunk;
    }

    @Nullable
    Message next() {
        return waiting.poll();
    }
}
