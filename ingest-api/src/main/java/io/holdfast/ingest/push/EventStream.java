package io.holdfast.ingest.push;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Server-Sent Events, written as the connection takes them and never blocking. */
final class EventStream implements Wire, WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Function<Message, String> format;
    private @Nullable AsyncContext answering;
    private @Nullable ServletOutputStream out;
    private byte @Nullable [] waiting;
    private @Nullable Runnable done;
    private boolean unflushed;
    private boolean closed;

    /** @param format an event as text, with its empty line */
    EventStream(HttpServletRequest request, HttpServletResponse response, Function<Message, String> format) {
        this.request = request;
        this.response = response;
        this.format = format;
    }

    /**
     * Begins to answer; nothing does before this, so that a stream that is refused is an answer like any other. Closed already, it
     * answers nothing.
     *
     * @param opened runs once the first event may be sent
     * @param left runs when the stream has ended, however that came
     */
    synchronized void start(Runnable opened, Runnable left) throws IOException {
        if (closed) {
            return;
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        context.addListener(new Leaving(left, () -> close(Ending.OVER)));
        answering = context;
        waiting = BEAT;
        done = opened;
        ServletOutputStream stream = response.getOutputStream();
        out = stream;
        stream.setWriteListener(this);
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
        AsyncContext context;
        synchronized (this) {
            context = closed ? null : answering;
            closed = true;
        }
        try {
            if (context != null) {
                context.complete();
            }
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
        ServletOutputStream stream = out;
        if (closed || stream == null) {
            return null;
        }
        byte[] bytes = waiting;
        if (bytes != null && stream.isReady()) {
            stream.write(bytes);
            waiting = null;
            unflushed = true;
        }
        if (waiting == null && unflushed && stream.isReady()) {
            stream.flush();
            unflushed = false;
        }
        if (waiting != null || unflushed || !stream.isReady()) {
            return null;
        }
        Runnable next = done;
        done = null;
        return next;
    }

    /** One that broke is completed, or the container would write an error into it. */
    private record Leaving(Runnable leave, Runnable complete) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onError(AsyncEvent event) {
            leave.run();
            complete.run();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
