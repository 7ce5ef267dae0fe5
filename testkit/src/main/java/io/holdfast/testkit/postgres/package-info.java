/** A real PostgreSQL for tests: one server per test JVM, a fresh database for whoever asks. */
@NullMarked
package io.holdfast.testkit.postgres;

import org.jspecify.annotations.NullMarked;
