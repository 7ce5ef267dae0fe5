package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.http.HeldInput;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A request and what makes another one the same: method, path, query, media type and length; of JSON up to 1 MiB also every byte.
 * Longer bodies and files go by without being held.
 */
final class KeyedRequest extends HttpServletRequestWrapper {
    private static final int MAX_HELD_BYTES = 1 << 20;

    private final boolean held;
    private final byte[] body;

    private KeyedRequest(HttpServletRequest request, boolean held, byte[] body) {
        super(request);
        this.held = held;
        this.body = body;
    }

    static KeyedRequest of(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        boolean held =
                length >= 0 && length <= MAX_HELD_BYTES && mediaType(request).contains("json");
        return new KeyedRequest(request, held, held ? request.getInputStream().readNBytes((int) length) : new byte[0]);
    }

    BlockId fingerprint() {
        MessageDigest sha256 = BlockId.sha256();
        String head = String.join(
                "\n",
                getMethod(),
                getRequestURI(),
                Objects.requireNonNullElse(getQueryString(), ""),
                mediaType(this),
                Long.toString(getContentLengthLong()),
                "");
        sha256.update(head.getBytes(StandardCharsets.UTF_8));
        sha256.update(body);
        return BlockId.of(sha256.digest());
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return held ? new HeldInput(new ByteArrayInputStream(body)) : super.getInputStream();
    }

    /** Without its parameters: a form has another boundary each time. */
    private static String mediaType(HttpServletRequest request) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        int end = type.indexOf(';');
        return end < 0 ? type : type.substring(0, end);
    }
}
