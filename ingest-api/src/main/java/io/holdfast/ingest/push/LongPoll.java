package io.holdfast.ingest.push;

import io.holdfast.core.error.HoldfastException.Unauthorized;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.DeferredResult;

/** A request that is answered when there is something to tell, or when its time is over. Holds no thread meanwhile. */
final class LongPoll implements Wire {
    private static final int RESTART_SECONDS = 2;

    private final DeferredResult<Answer> result;

    /**
     * @param changes whether {@code delta} has something that others did
     * @param backoff seconds to wait before the next poll, if it should wait
     */
    record Answer(boolean changes, @Nullable Integer backoff) {
        static final Answer NOTHING = new Answer(false, null);
    }

    LongPoll(Duration timeout) {
        this.result = new DeferredResult<>(timeout.toMillis(), () -> Answer.NOTHING);
    }

    DeferredResult<Answer> result() {
        return result;
    }

    @Override
    public void send(Message message, Runnable done) {
        result.setResult(new Answer(true, null));
    }

    @Override
    public void beat(Runnable done) {
        done.run();
    }

    @Override
    public void close(Ending why) {
        switch (why) {
            case REVOKED -> result.setErrorResult(new Unauthorized("the device was revoked or logged out"));
            case RESTART -> result.setResult(new Answer(false, RESTART_SECONDS));
            case EXPIRED, SLOW, REPLACED, OVER -> result.setResult(Answer.NOTHING);
        }
    }
}
