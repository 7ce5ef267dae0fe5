package io.holdfast.blockstore.s3;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The requests that we make of a bucket, relative to the prefix, with S3's errors put into our words. */
final class Bucket implements AutoCloseable {
    /** What one batch deletion may name. */
    static final int MOST_DELETIONS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);
    private static final Set<String> FULL = Set.of("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull");

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final Optional<ServerEncryption> encryption;

    Bucket(S3Client client, S3Settings settings) {
        this.client = client;
        this.bucket = settings.bucket();
        this.prefix = settings.prefix();
        this.encryption = settings.encryption();
    }

    /** Whether a put made the object or found one. */
    enum Put {
        MADE,
        PRESENT
    }

    /**
     * What a GET gave.
     *
     * @param sizeBytes that S3 announced
     * @param bytes left out if there are more than asked for
     * @param wholeBytes of the object, if only a part of it was asked for
     * @param changedAt when it was stored
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Got(long sizeBytes, byte[] bytes, long wholeBytes, Instant changedAt) {
        /** Of which no more is known. */
        Got(long sizeBytes, byte[] bytes) {
            this(sizeBytes, bytes, sizeBytes, Instant.EPOCH);
        }
    }

    /** What S3 says of an object: its size, and in Base64 the SHA-256 that it checked when it took it, if it tells. */
    record Head(long sizeBytes, Optional<String> sha256) {}

    /**
     * Stores an object if there is none of that name. S3 checks the SHA-256 before the object appears.
     *
     * @param sha256 of the bytes
     */
    Put create(String key, byte[] bytes, byte[] sha256) {
        String checksum = Base64.getEncoder().encodeToString(sha256);
        try {
            PutObjectResponse response = client.putObject(
                    request(key).checksumSHA256(checksum).ifNoneMatch("*").build(), RequestBody.fromBytes(bytes));
            String stored = response.checksumSHA256();
            if (stored != null && !stored.equals(checksum)) {
                throw new OutcomeUnknown(
                        "S3 stored " + key + " with another checksum", new IOException(stored + " for " + checksum));
            }
            return Put.MADE;
        } catch (S3Exception e) {
            if (e.statusCode() == 412) {
                return Put.PRESENT;
            }
            throw putFailed(key, e);
        } catch (SdkException e) {
            throw connected(e)
                    ? new OutcomeUnknown("it is not known whether S3 stored " + key + ": " + e.getMessage(), e)
                    : failed("store " + key, e);
        }
    }

    /** Stores a small object, in place of another if there is one. */
    void replace(String key, byte[] bytes) {
        String checksum = Base64.getEncoder()
                .encodeToString(BlockId.hash(ByteBuffer.wrap(bytes)).bytes());
        ask(
                "store " + key,
                () -> client.putObject(request(key).checksumSHA256(checksum).build(), RequestBody.fromBytes(bytes)));
    }

    /** The object's size; empty if S3 says that there is none, which may also mean that the bucket is gone. */
    Optional<Long> size(String key) {
        return head(HeadObjectRequest.builder(), key).map(HeadObjectResponse::contentLength);
    }

    /** As {@link #size}, with the checksum; of what S3 encrypted by KMS, that needs the right to decrypt. */
    Optional<Head> head(String key) {
        return head(HeadObjectRequest.builder().checksumMode(ChecksumMode.ENABLED), key)
                .map(head -> new Head(head.contentLength(), Optional.ofNullable(head.checksumSHA256())));
    }

    private Optional<HeadObjectResponse> head(HeadObjectRequest.Builder request, String key) {
        try {
            return Optional.of(
                    client.headObject(request.bucket(bucket).key(prefix + key).build()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw failed("look for " + key, e);
        } catch (SdkException e) {
            throw failed("look for " + key, e);
        }
    }

    /** A whole object, read only if it has at most so many bytes; empty as with {@link #size}. */
    Optional<Got> read(String key, int mostBytes) {
        return read(key, Optional.empty(), mostBytes);
    }

    /**
     * The same of an earlier version.
     *
     * @param version empty for the latest
     */
    Optional<Got> read(String key, Optional<String> version, int mostBytes) {
        return read(key, get -> get.versionId(version.orElse(null)), mostBytes);
    }

    /** A part of an object; empty as with {@link #size}. Of an object that ends before it no bytes are read. */
    Optional<Got> part(String key, Part part) {
        Optional<Got> got = read(key, get -> get.range(part.range()), part.mostBytes());
        if (got.isPresent() && got.get().sizeBytes() > part.mostBytes()) {
            throw failed("read a part of " + key, new IOException("the whole object came"));
        }
        return got;
    }

    private Optional<Got> read(String key, Consumer<GetObjectRequest.Builder> which, long mostBytes) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(prefix + key);
        which.accept(request);
        try (ResponseInputStream<GetObjectResponse> stream = client.getObject(request.build())) {
            return Optional.of(got(stream, mostBytes));
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case 404 -> Optional.empty();
                case 416 -> Optional.of(new Got(0, new byte[0]));
                default -> throw failed("read " + key, e);
            };
        } catch (SdkException | IOException e) {
            throw failed("read " + key, e);
        }
    }

    private static Got got(ResponseInputStream<GetObjectResponse> stream, long mostBytes) throws IOException {
        GetObjectResponse response = stream.response();
        long size = response.contentLength();
        String range = response.contentRange();
        long whole = range == null ? size : Long.parseLong(range.substring(range.indexOf('/') + 1));
        if (size > mostBytes) {
            stream.abort();
            return new Got(size, new byte[0], whole, response.lastModified());
        }
        byte[] bytes = stream.readNBytes((int) size);
        if (bytes.length < size) {
            throw new IOException("the connection ended after " + bytes.length + " of " + size + " bytes");
        }
        return new Got(size, bytes, whole, response.lastModified());
    }

    /** What the bucket remembers of an object besides its latest version, newest first; nothing if it keeps no versions or does not tell us. */
    List<String> earlierVersions(String key) {
        try {
            return client.listObjectVersions(list -> list.bucket(bucket).prefix(prefix + key)).versions().stream()
                    .filter(version -> version.key().equals(prefix + key) && !Boolean.TRUE.equals(version.isLatest()))
                    .map(ObjectVersion::versionId)
                    .toList();
        } catch (S3Exception e) {
            LOG.warn("{} does not tell earlier versions of {}: {}", this, key, e.getMessage());
            return List.of();
        } catch (SdkException e) {
            throw failed("list the versions of " + key, e);
        }
    }

    /** One page of the keys that begin so, without the prefix of the store. */
    ListObjectsV2Response page(String beginning, Optional<String> continuation) {
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + beginning);
        continuation.ifPresent(request::continuationToken);
        return ask("list the bucket", () -> client.listObjectsV2(request.build()));
    }

    /** @param listed a key as a page has it */
    String relative(String listed) {
        return listed.substring(prefix.length());
    }

    void delete(String key) {
        ask(
                "delete " + key,
                () -> client.deleteObject(delete -> delete.bucket(bucket).key(prefix + key)));
    }

    /**
     * Deletes up to {@link #MOST_DELETIONS} objects with one request.
     *
     * @return the keys that S3 would not delete, with its reasons
     */
    Map<String, String> deleteAll(List<String> keys) {
        List<ObjectIdentifier> all = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(prefix + key).build())
                .toList();
        return ask(
                        "delete " + keys.size() + " objects",
                        () -> client.deleteObjects(delete -> delete.bucket(bucket)
                                .delete(what -> what.objects(all).quiet(true))))
                .errors()
                .stream()
                .collect(Collectors.toMap(
                        error -> relative(error.key()), error -> error.code() + " " + error.message()));
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }

    /** A put of this key, as the bucket is to take it. */
    PutObjectRequest.Builder request(String key) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(prefix + key);
        encryption.ifPresent(wanted -> wanted.demand(request));
        return request;
    }

    private <T> T ask(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failed(what, e);
        }
    }

    private HoldfastException putFailed(String key, S3Exception e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        if (e.statusCode() == 507 || FULL.contains(code)) {
            return new StorageFull(this + " is full: " + e.getMessage());
        }
        // A 4xx is S3's word that it stored nothing; after a 5xx it may have.
        return e.statusCode() < 500
                ? failed("store " + key, e)
                : new OutcomeUnknown("it is not known whether S3 stored " + key + ": " + e.getMessage(), e);
    }

    private Unavailable failed(String what, Exception e) {
        return new Unavailable("cannot " + what + " in " + this + ": " + e.getMessage(), e);
    }

    private static boolean connected(SdkException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return false;
            }
        }
        return true;
    }
}
