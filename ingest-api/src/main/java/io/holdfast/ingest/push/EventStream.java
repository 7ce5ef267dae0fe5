package io.holdfast.ingest.push;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server-Sent Events, written as the connection takes them and never blocking. */
final class EventStream implements Wire, WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final AsyncContext request;
    private final ServletOutputStream out;
    private final Function<Message, String> format;
    private byte @Nullable [] waiting;
    private @Nullable Runnable done;
    private boolean unflushed;
    private boolean closed;

    /** @param format an event as text, with its empty line */
    EventStream(AsyncContext request, Function<Message, String> format) throws IOException {
        this.request = request;
        this.out = request.getResponse().getOutputStream();
        this.format = format;
    }

    /** @param opened runs once the first event may be sent */
    synchronized void start(Runnable opened) {
        waiting = BEAT;
        done = opened;
        out.setWriteListener(this);
    }

    @Override
    public void send(Message message, Runnable next) {
        write(format.apply(message).getBytes(StandardCharsets.UTF_8), next);
    }

    @Override
    public void beat(Runnable next) {
        write(BEAT, next);
    }

    @Override
    public void onWritePossible() {
        goOn();
    }

    @Override
    public void onError(Throwable error) {
        LOG.debug("an event stream broke off: {}", error.toString());
        close(Ending.OVER);
    }

    @Override
    public void close(Ending why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            request.complete();
        } catch (IllegalStateException e) {
            LOG.debug("an event stream was over already: {}", e.toString());
        }
    }

    private void write(byte[] bytes, Runnable next) {
        synchronized (this) {
            waiting = bytes;
            done = next;
        }
        goOn();
    }

    private void goOn() {
        Runnable next;
        try {
            next = push();
        } catch (IOException | IllegalStateException e) {
            onError(e);
            return;
        }
        if (next != null) {
            next.run();
        }
    }

    /** @return what is to be done once everything has left; null as long as something waits */
    private synchronized @Nullable Runnable push() throws IOException {
        if (closed) {
            return null;
        }
        byte[] bytes = waiting;
        if (bytes != null && out.isReady()) {
            out.write(bytes);
            waiting = null;
            unflushed = true;
        }
        if (waiting == null && unflushed && out.isReady()) {
            out.flush();
            unflushed = false;
        }
        if (waiting != null || unflushed || !out.isReady()) {
            return null;
        }
        Runnable next = done;
        done = null;
        return next;
    }
}
