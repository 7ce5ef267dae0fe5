/**
 * The data directory: its layout, the lock that lets one launcher in, the profile marker, the secrets, the ports that stay
 * the same over restarts, and {@code run/instance.json}, by which the other commands find what runs.
 *
 * <p>Every file with a secret is written atomically with mode 0600, every directory has mode 0700. Nothing of ours lies
 * outside but temporary files.
 */
@NullMarked
package io.holdfast.standalone.data;

import org.jspecify.annotations.NullMarked;
