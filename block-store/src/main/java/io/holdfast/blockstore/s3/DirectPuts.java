package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.s3.Bucket.Head;
import io.holdfast.core.block.Arrival;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.DirectPut;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Presigned puts of bare objects. What a client may send is in the signature: the bytes by their SHA-256, their length, create-only. */
final class DirectPuts implements DirectStore, AutoCloseable {
    /** Headers that are said in the URL already. */
    private static final Set<String> IMPLIED = Set.of("host");

    private final Bucket bucket;
    private final Layout layout;
    private final S3Presigner presigner;

    DirectPuts(Bucket bucket, Layout layout, S3Presigner presigner) {
        this.bucket = bucket;
        this.layout = layout;
        this.presigner = presigner;
    }

    @Override
    public DirectPut offer(ObjectName name, int sizeBytes, Duration validity) {
        return offer(Layout.key(name), name.block(), sizeBytes, validity);
    }

    DirectPut offer(String key, BlockId sha256, int sizeBytes, Duration validity) {
        PresignedPutObjectRequest signed = presigner.presignPutObject(presign -> presign.signatureDuration(validity)
                .putObjectRequest(bucket.request(key)
                        .checksumSHA256(base64(sha256))
                        .ifNoneMatch("*")
                        .contentLength((long) sizeBytes)
                        .build()));
        Map<String, String> headers = new TreeMap<>();
        signed.signedHeaders().forEach((header, values) -> {
            String lower = header.toLowerCase(Locale.ROOT);
            if (!IMPLIED.contains(lower)) {
                headers.put(lower, String.join(",", values));
            }
        });
        return new DirectPut(URI.create(signed.url().toString()), headers);
    }

    /** S3 tells the SHA-256 that it has checked; of a store that does not, the object is read and hashed. */
    @Override
    public Arrival look(ObjectName name, int sizeBytes) {
        Optional<Head> there = bucket.head(Layout.key(name));
        if (there.isEmpty()) {
            layout.requirePresent();
            return new Arrival.Absent();
        }
        Head head = there.get();
        if (head.sizeBytes() != sizeBytes) {
            return new Arrival.Wrong("it has " + head.sizeBytes() + " bytes, not " + sizeBytes);
        }
        boolean right = head.sha256().isPresent()
                ? head.sha256().get().equals(base64(name.block()))
                : bucket.read(Layout.key(name), BlockBytes.MAX_SIZE_BYTES)
                        .flatMap(got -> Bare.read(name, got))
                        .isPresent();
        return right
                ? new Arrival.Whole(Location.single(name, sizeBytes))
                : new Arrival.Wrong("it has another SHA-256 than its name");
    }

    @Override
    public void close() {
        presigner.close();
    }

    private static String base64(BlockId hash) {
        return Base64.getEncoder().encodeToString(hash.bytes());
    }
}
