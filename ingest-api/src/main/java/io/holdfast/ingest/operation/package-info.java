/**
 * What operators and programs ask beside the API itself: health, the API's own description, analytics (answered by another process).
 *
 * <p>Ready means that files can be taken: the database answers and the block directory is there. Kafka may be away; the relay
 * catches up.
 */
@NullMarked
package io.holdfast.ingest.operation;

import org.jspecify.annotations.NullMarked;
