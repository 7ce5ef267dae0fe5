package io.holdfast.ingest.push;

import io.holdfast.ingest.sync.ChangeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A wire on which nothing arrives before it is taken. */
final class Line implements Wire {
    final List<String> sent = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<Ending> ended = new ArrayList<>();
    private final Deque<Runnable> onTheWay = new ArrayDeque<>();

    @Override
    public void send(Message message, Runnable done) {
        List<ChangeView> changes = Objects.requireNonNullElse(message.changes(), List.of());
        sent.add(message.type() + " " + message.seq() + " "
                + changes.stream().map(ChangeView::seq).toList());
        messages.add(message);
        onTheWay.add(done);
    }

    @Override
    public void beat(Runnable done) {
        sent.add("beat");
        onTheWay.add(done);
    }

    @Override
    public void close(Ending why) {
        ended.add(why);
    }

    void takeAll() {
        while (!onTheWay.isEmpty()) {
            onTheWay.remove().run();
        }
    }

    Message last() {
        return messages.get(messages.size() - 1);
    }
}
