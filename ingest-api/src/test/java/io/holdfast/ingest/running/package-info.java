/** The real application on a random port, over a real PostgreSQL and a real block directory, and a client that speaks HTTP to it. */
@NullMarked
package io.holdfast.ingest.running;

import org.jspecify.annotations.NullMarked;
