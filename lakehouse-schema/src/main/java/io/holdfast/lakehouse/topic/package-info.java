/**
 * The Kafka topics: names, retention and sizes.
 */
@NullMarked
package io.holdfast.lakehouse.topic;

import org.jspecify.annotations.NullMarked;
