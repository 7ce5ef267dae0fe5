package io.holdfast.core.error;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An error that a caller can act on. One subtype per stable {@linkplain #code() code} of the API, with the fields a program
 * needs. The message says what, with which value, and what to do.
 */
public abstract sealed class HoldfastException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private HoldfastException(String code, String message) {
        super(message);
        this.code = code;
    }

    private HoldfastException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code of the API, for example {@code missing_blocks}. */
    public final String code() {
        return code;
    }

    /** Whether the same request may succeed later without any change to it. */
    public boolean retryable() {
        return false;
    }

    /** Nothing by that name that the caller may see. */
    public static final class NotFound extends HoldfastException {
        public NotFound(String message) {
            super("not_found", message);
        }
    }

    /** The request itself is wrong; {@code field} names the part at fault, or is empty. */
    public static final class InvalidRequest extends HoldfastException {
        private final String field;

        public InvalidRequest(String message) {
            this("", message);
        }

        public InvalidRequest(String field, String message) {
            super("invalid_request", message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** The state has moved on: another version is current, the name is taken, the session is closed. */
    public static final class Conflict extends HoldfastException {
        private final transient Optional<UUID> current;

        public Conflict(String message) {
            super("conflict", message);
            this.current = Optional.empty();
        }

        /** @param current the file or folder that stands in the way */
        public Conflict(String message, UUID current) {
            super("conflict", message);
            this.current = Optional.of(current);
        }

        /** The file or folder that stands in the way, if one does and it is known. */
        public Optional<UUID> current() {
            return current;
        }
    }

    /** The caller is known and may see the thing, but not do this to it. */
    public static final class Forbidden extends HoldfastException {
        public Forbidden(String message) {
            super("forbidden", message);
        }
    }

    /** No valid token, or wrong credentials. */
    public static final class Unauthorized extends HoldfastException {
        public Unauthorized(String message) {
            super("unauthorized", message);
        }
    }

    /** The namespace has no room for so many logical bytes. */
    public static final class QuotaExceeded extends HoldfastException {
        private final long quotaBytes;
        private final long usedBytes;
        private final long reservedBytes;
        private final long askedBytes;

        /** @param reservedBytes what other open uploads hold for what they may still bring */
        public QuotaExceeded(long quotaBytes, long usedBytes, long reservedBytes, long askedBytes) {
            super(
                    "quota_exceeded",
                    "the quota of " + quotaBytes + " bytes has "
                            + Math.max(0, quotaBytes - usedBytes - reservedBytes) + " left, this needs " + askedBytes
                            + (reservedBytes > 0
                                    ? "; open uploads hold " + reservedBytes + ": commit or abort them, delete files"
                                    : "; delete files")
                            + " or ask for more");
            this.quotaBytes = quotaBytes;
            this.usedBytes = usedBytes;
            this.reservedBytes = reservedBytes;
            this.askedBytes = askedBytes;
        }

        /** For an act that no open upload stands against. */
        public QuotaExceeded(long quotaBytes, long usedBytes, long askedBytes) {
            this(quotaBytes, usedBytes, 0, askedBytes);
        }

        public long quotaBytes() {
            return quotaBytes;
        }

        public long usedBytes() {
            return usedBytes;
        }

        /** What open uploads hold, apart from what this one asks for. */
        public long reservedBytes() {
            return reservedBytes;
        }

        /** What the refused act would have added. */
        public long askedBytes() {
            return askedBytes;
        }
    }

    /** The manifest names blocks that this caller has not proved to hold; upload them and commit again. */
    public static final class MissingBlocks extends HoldfastException {
        private final transient List<BlockId> missing;

        public MissingBlocks(List<BlockId> missing) {
            this(
                    missing,
                    missing.size() == 1
                            ? "1 block is missing; upload it and commit again"
                            : missing.size() + " blocks are missing; upload them and commit again");
        }

        /** @param message says what to do about them */
        public MissingBlocks(List<BlockId> missing, String message) {
            super("missing_blocks", message);
            this.missing = List.copyOf(missing);
        }

        public List<BlockId> missing() {
            return missing;
        }
    }

    /** The operator of this server has not switched this way of doing it on; there is another. */
    public static final class NotOffered extends HoldfastException {
        public NotOffered(String message) {
            super("not_offered", message);
        }
    }

    /** The bytes are not what their name or length says. */
    public static final class HashMismatch extends HoldfastException {
        public HashMismatch(String message) {
            super("hash_mismatch", message);
        }
    }

    /** A documented limit is passed. */
    public static final class TooLarge extends HoldfastException {
        private final long limit;

        public TooLarge(String message, long limit) {
            super("too_large", message);
            this.limit = limit;
        }

        public long limit() {
            return limit;
        }
    }

    /** Too many requests; try again after the given time. */
    public static final class RateLimited extends HoldfastException {
        private final Duration retryAfter;

        public RateLimited(String message, Duration retryAfter) {
            super("rate_limited", message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The block store keeps its last space as a reserve; reads and deletions go on. */
    public static final class StorageFull extends HoldfastException {
        public StorageFull(String message) {
            super("storage_full", message);
        }

        public StorageFull(String message, Throwable cause) {
            super("storage_full", message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** A part that is needed does not answer; nothing has changed. */
    public static final class Unavailable extends HoldfastException {
        public Unavailable(String message) {
            super("unavailable", message);
        }

        public Unavailable(String message, Throwable cause) {
            super("unavailable", message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** A stored object is not what was stored. Never shown to clients in detail; an operator must look. */
    public static final class Corrupt extends HoldfastException {
        public Corrupt(ObjectName name, String what) {
            super("corrupt", "stored object " + name + " is damaged: " + what);
        }
    }

    /** Whether the act took place is not known, so nobody may clean up after it; repeat it with the same key. */
    public static final class OutcomeUnknown extends HoldfastException {
        public OutcomeUnknown(String message, Throwable cause) {
            super("outcome_unknown", message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
