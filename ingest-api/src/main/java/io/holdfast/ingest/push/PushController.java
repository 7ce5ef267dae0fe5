package io.holdfast.ingest.push;

import io.holdfast.ingest.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

@RestController
@RequestMapping("/api/v1/sync")
class PushController {
    private final PushService push;

    PushController(PushService push) {
        this.push = push;
    }

    /** Answers as soon as others have changed something behind the cursor, or when the time is over. */
    @GetMapping("/longpoll")
    DeferredResult<LongPoll.Answer> poll(
            Caller caller, @RequestParam String cursor, @RequestParam(required = false) @Nullable Long timeout) {
        return push.poll(caller, cursor, timeout);
    }

    /** Server-Sent Events; the id of an event is a cursor, and a browser that comes again sends the last one. */
    @GetMapping(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        push.stream(caller, last == null ? cursor : last, request, response);
    }

    /** A WebSocket; a browser, which cannot set headers, offers the subprotocols {@code holdfast.v1} and {@code bearer.<token>}. */
    @GetMapping("/ws")
    void socket(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        push.socket(caller, cursor, request, response);
    }
}
