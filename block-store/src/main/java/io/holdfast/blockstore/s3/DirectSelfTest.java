package io.holdfast.blockstore.s3;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.DirectPut;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries at each start, as a client would, whether the signature of a presigned put binds it; refuses a store where it does not. */
final class DirectSelfTest {
    private static final byte[] BYTES = "holdfast self-test of a direct put\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHERS = "HOLDFAST SELF-TEST OF A DIRECT PUT\n".getBytes(StandardCharsets.US_ASCII);
    private static final BlockId HASH = BlockId.hash(ByteBuffer.wrap(BYTES));
    private static final BlockId OTHER_HASH = BlockId.hash(ByteBuffer.wrap(OTHERS));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final String CHECKSUM = "x-amz-checksum-sha256";
    private static final String CREATE_ONLY = "if-none-match";
    /** What an HTTP client writes by itself and lets nobody else write. */
    private static final String LENGTH = "content-length";

    private static final int SERVER_ERROR = 500;

    private final Bucket bucket;
    private final DirectPuts puts;
    private final String key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @param id of this run, never used before */
    DirectSelfTest(Bucket bucket, DirectPuts puts, String id) {
        this.bucket = bucket;
        this.puts = puts;
        this.key = Layout.SELF_TESTS + id + "/direct";
    }

    /** @throws Unavailable naming the ability that is missing */
    void pass() {
        try {
            Map<String, String> headers = offer(HASH).headers();
            require(headers.keySet().containsAll(List.of(CHECKSUM, CREATE_ONLY, LENGTH)), "signature over all headers");
            String forged = offer(OTHER_HASH).headers().get(CHECKSUM);
            refused(headers, OTHERS, "refusal of bytes with another SHA-256");
            refused(with(headers, CHECKSUM, String.valueOf(forged)), OTHERS, "refusal of another " + CHECKSUM);
            refused(without(headers, CHECKSUM), OTHERS, "refusal without " + CHECKSUM);
            require(taken(headers, BYTES) && present(), "presigned put");
            require(!taken(headers, BYTES), "refusal of a second put (If-None-Match: *)");
            require(!taken(without(headers, CREATE_ONLY), BYTES), "refusal without If-None-Match");
        } finally {
            bucket.delete(key);
        }
    }

    private DirectPut offer(BlockId hash) {
        return puts.offer(key, hash, BYTES.length, VALIDITY);
    }

    private void refused(Map<String, String> headers, byte[] body, String ability) {
        require(!taken(headers, body) && bucket.size(key).isEmpty(), ability);
    }

    private boolean present() {
        return bucket.read(key, BYTES.length)
                .filter(got -> Arrays.equals(got.bytes(), BYTES))
                .isPresent();
    }

    private boolean taken(Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(offer(HASH).url()).timeout(PATIENCE).PUT(BodyPublishers.ofByteArray(body));
        without(headers, LENGTH).forEach(request::header);
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status >= SERVER_ERROR) {
                throw failed("status " + status, new IOException("status " + status));
            }
            return status < 300;
        } catch (IOException e) {
            throw failed(e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        }
    }

    private static Map<String, String> with(Map<String, String> headers, String header, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(header, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> headers, String header) {
        Map<String, String> fewer = new HashMap<>(headers);
        fewer.remove(header);
        return fewer;
    }

    private Unavailable failed(String why, Exception cause) {
        return new Unavailable(
                "the self-test of direct puts to " + bucket + " could not be carried out: " + why, cause);
    }

    private void require(boolean passed, String ability) {
        if (!passed) {
            throw new Unavailable(bucket + " cannot take blocks from clients: the self-test of presigned puts '"
                    + ability + "' failed. Leave blocks.s3.direct-upload off with this store");
        }
    }
}
