package io.holdfast.metadata.account;

import java.time.Instant;
import java.util.UUID;

/** Somebody who can log in; {@code passwordHash} is encoded with its algorithm and parameters. */
public record Account(UUID id, String email, String username, String passwordHash, String role, Instant createdAt) {
    @Override
    public String toString() {
        return "Account[" + id + ", " + email + "]";
    }
}
