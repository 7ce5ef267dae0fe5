package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.http.ArrivedBody;
import io.holdfast.ingest.http.HeldInput;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.springframework.web.util.WebUtils;

/**
 * A request and what makes another one the same: method, path, query, media type and length; of JSON also every byte. Forms and blocks
 * go by without being held.
 */
final class KeyedRequest extends HttpServletRequestWrapper {
    private final boolean held;
    private final byte[] body;
    private final BlockId fingerprint;

    private KeyedRequest(HttpServletRequest request, boolean held, byte[] body, BlockId fingerprint) {
        super(request);
        this.held = held;
        this.body = body;
        this.fingerprint = fingerprint;
    }

    /** Reads JSON: at most 1 MiB into memory, where no more is allowed; what is longer has arrived and is read again from there. */
    static KeyedRequest of(HttpServletRequest request) throws IOException {
        boolean json = mediaType(request).isEmpty() || mediaType(request).contains("json");
        MessageDigest sha256 = BlockId.sha256();
        sha256.update(head(request).getBytes(StandardCharsets.UTF_8));
        if (WebUtils.getNativeRequest(request, ArrivedBody.class) != null) {
            request.getInputStream().transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            return new KeyedRequest(request, false, new byte[0], BlockId.of(sha256.digest()));
        }
        byte[] body = json ? request.getInputStream().readAllBytes() : new byte[0];
        sha256.update(body);
        return new KeyedRequest(request, json, body, BlockId.of(sha256.digest()));
    }

    BlockId fingerprint() {
        return fingerprint;
    }

    private static String head(HttpServletRequest request) {
        return String.join(
                "\n",
                request.getMethod(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                mediaType(request),
                Long.toString(request.getContentLengthLong()),
                "");
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
