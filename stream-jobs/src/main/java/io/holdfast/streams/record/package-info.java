/**
 * What flows between operators and lies in their state. All are records that Flink serialises as POJOs, never with Kryo: public,
 * no interfaces, no Optional, ids as text, times as microseconds since 1970.
 */
@NullMarked
package io.holdfast.streams.record;

import org.jspecify.annotations.NullMarked;
