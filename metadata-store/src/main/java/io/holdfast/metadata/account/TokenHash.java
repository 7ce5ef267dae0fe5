package io.holdfast.metadata.account;

import io.holdfast.core.block.BlockId;
import java.nio.charset.StandardCharsets;

/** SHA-256 of a token: all that the server keeps of it. */
public record TokenHash(BlockId digest) {
    public static TokenHash of(String token) {
        return new TokenHash(BlockId.of(BlockId.sha256().digest(token.getBytes(StandardCharsets.US_ASCII))));
    }

    byte[] bytes() {
        return digest.bytes();
    }
}
