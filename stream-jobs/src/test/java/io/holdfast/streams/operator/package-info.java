@org.jspecify.annotations.NullMarked
package io.holdfast.streams.operator;
