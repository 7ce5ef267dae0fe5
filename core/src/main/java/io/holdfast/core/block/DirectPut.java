package io.holdfast.core.block;

import java.net.URI;
import java.util.Map;

/**
 * A {@code PUT} that a client may send to the store.
 *
 * @param url a secret: whoever has it may send the block, and nothing else
 * @param headers to be sent exactly so; the store refuses the request without them
 */
public record DirectPut(URI url, Map<String, String> headers) {
    public DirectPut {
        headers = Map.copyOf(headers);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "DirectPut[" + url.getHost() + ", " + headers + ']';
    }
}
