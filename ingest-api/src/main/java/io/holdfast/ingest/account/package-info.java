/**
 * Accounts: register, log in, refresh, log out, usage.
 *
 * <p>Invariants: passwords are kept as Argon2id (19 MiB, 2 passes, 1 lane) and so many are computed at once as the settings allow; tokens
 * are 256 random bits and kept as SHA-256; an unknown address costs as much time as a wrong password.
 */
@NullMarked
package io.holdfast.ingest.account;

import org.jspecify.annotations.NullMarked;
