/**
 * Storage over time: the measurements that the roll-ups write into {@code gold.storage_daily}, as points of a range and as the
 * latest one. All figures are bytes or counts of the whole server.
 */
@NullMarked
package io.holdfast.dashboards.storage;

import org.jspecify.annotations.NullMarked;
