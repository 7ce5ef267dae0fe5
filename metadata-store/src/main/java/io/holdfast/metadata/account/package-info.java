/**
 * Accounts, their devices and their tokens.
 *
 * <p>An account owns one namespace, made with it. A device is one log-in; its tokens form a family. Tokens are kept as SHA-256
 * only: who reads the database can use none. A refresh token is good for one use; presenting a used one revokes its family.
 */
@NullMarked
package io.holdfast.metadata.account;

import org.jspecify.annotations.NullMarked;
