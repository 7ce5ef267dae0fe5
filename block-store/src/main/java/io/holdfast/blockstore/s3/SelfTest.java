package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.s3.Bucket.Put;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Tries at each start everything that the protocol needs of an S3 store, and refuses one that cannot do it. */
final class SelfTest {
    private static final byte[] BYTES = "holdfast self-test\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHA256 = BlockId.hash(ByteBuffer.wrap(BYTES)).bytes();
    private static final int SMALL = 1_000;
    private static final int PART = 7;

    private final Bucket bucket;
    private final String directory;

    /** @param id of this run, never used before */
    SelfTest(Bucket bucket, String id) {
        this.bucket = bucket;
        this.directory = Layout.SELF_TESTS + id + "/";
    }

    /** @throws Unavailable naming the ability that is missing */
    void pass() {
        String good = directory + "good";
        String bad = directory + "bad";
        bucket.create(good, BYTES, SHA256); // "present" is as good: the client repeats a put whose answer was lost
        require(
                bucket.read(good, SMALL)
                        .filter(got -> Arrays.equals(got.bytes(), BYTES))
                        .isPresent(),
                "read after put");
        require(
                bucket.part(good, Part.of(PART, PART))
                        .filter(got -> Arrays.equals(got.bytes(), Arrays.copyOfRange(BYTES, PART, 2 * PART)))
                        .isPresent(),
                "read of a part");
        require(bucket.create(good, BYTES, SHA256) == Put.PRESENT, "conditional put (If-None-Match: *)");
        require(refusesWrongChecksum(bad), "refusal of a wrong x-amz-checksum-sha256");
        require(bucket.size(bad).isEmpty(), "nothing visible after a refused put");
        require(listed().equals(List.of(good)), "list after put");
        require(bucket.deleteAll(List.of(good, bad)).isEmpty(), "batch delete");
        require(bucket.size(good).isEmpty() && listed().isEmpty(), "delete");
    }

    private boolean refusesWrongChecksum(String key) {
        byte[] wrong = SHA256.clone();
        wrong[0] ^= 1;
        try {
            bucket.create(key, BYTES, wrong);
            return false;
        } catch (HoldfastException.OutcomeUnknown e) {
            throw new Unavailable("the self-test of " + bucket + " could not be carried out: " + e.getMessage(), e);
        } catch (Unavailable e) {
            return true;
        }
    }

    private List<String> listed() {
        return bucket.page(directory, Optional.empty()).contents().stream()
                .map(S3Object::key)
                .map(bucket::relative)
                .toList();
    }

    private void require(boolean passed, String ability) {
        if (!passed) {
            throw new Unavailable(bucket + " cannot hold blocks: the self-test '" + ability + "' failed");
        }
    }
}
