/**
 * The decisions of the jobs as functions on values: no Flink, no state, no clock. Everything here gives the same end result for
 * the same set of events in any order that keeps each namespace's own, which is what makes replays harmless.
 */
@NullMarked
package io.holdfast.streams.logic;

import org.jspecify.annotations.NullMarked;
