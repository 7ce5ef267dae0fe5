package io.holdfast.ingest.push;

import java.util.Locale;

/** Why we end a connection; the number is the close code of a WebSocket. */
enum Ending {
    /** This process stops; come again, another will answer. */
    RESTART(1012),
    /** It has lasted as long as an access token may; come again with a fresh one. */
    EXPIRED(4401),
    /** The device was revoked or logged out. */
    REVOKED(4403),
    /** The device does not take what it is sent; come again with the cursor. */
    SLOW(4408),
    /** The device has opened too many others since. */
    REPLACED(4409),
    /** The other side is gone, or has what it came for. */
    OVER(1000);

    private final int code;

    Ending(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** In metrics, and as the reason of a close frame. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
