/**
 * The values that every page speaks of: {@link io.holdfast.dashboards.figure.Volume} (logical and unique bytes, hence the dedup
 * ratio), {@link io.holdfast.dashboards.figure.TimeRange} and {@link io.holdfast.dashboards.figure.Step} (how wide the points of
 * a chart are). Pure; knows no web, no table and no clock.
 */
@NullMarked
package io.holdfast.dashboards.figure;

import org.jspecify.annotations.NullMarked;
