/**
 * Accounts, their devices and their tokens.
 *
 * <p>An account owns one namespace, made with it. A device is one log-in; its tokens form a family. Tokens are kept as SHA-256
 * only: who reads the database can use none. A refresh token is good for one use; presenting a used one ends the log-in, but for
 * {@code RefreshRule.LOST_ANSWER} after the first use, when it replaces the pair of the answer that was lost.
 *
 * <p>Invariants: a log-in has at most one pair that works; it is over when its device is revoked; whoever changes it locks the device.
 */
@NullMarked
package io.holdfast.metadata.account;

import org.jspecify.annotations.NullMarked;
