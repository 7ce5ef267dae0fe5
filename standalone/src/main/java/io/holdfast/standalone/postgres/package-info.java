/**
 * PostgreSQL from the binaries on our class path. {@link io.holdfast.standalone.postgres.PostgresBinaries} unpacks them once
 * per version, {@link io.holdfast.standalone.postgres.PostgresCluster} makes the database cluster in one step that either
 * happened or did not, and says how the server is started.
 *
 * <p>The server listens on 127.0.0.1 only, has no Unix socket (their paths are limited to 107 bytes) and asks everybody for
 * the password in {@code keys/}. It refuses to run as root, so root starts it in a user namespace of its own.
 */
@NullMarked
package io.holdfast.standalone.postgres;

import org.jspecify.annotations.NullMarked;
