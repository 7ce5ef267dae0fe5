/**
 * The block store as the API uses it. What fails in a store is told twice: to the client what it can do, to the operator, in the log,
 * what the store said, with its paths and hosts.
 */
@NullMarked
package io.holdfast.ingest.store;

import org.jspecify.annotations.NullMarked;
