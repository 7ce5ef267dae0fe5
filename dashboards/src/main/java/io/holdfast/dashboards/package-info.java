/**
 * The dashboards process: analytics as JSON under {@code /api/v1/analytics}, and pages for people that show nothing else.
 *
 * <p>It reads and never writes: gold tables of the lake through {@code lake}, live values of the stream jobs through {@code dedup},
 * job runs from the maintenance port through {@code jobs}. An empty system gives empty answers; a part that does not answer gives
 * 503 {@code unavailable}, so that nobody takes silence for zero. One package a feature: a new page brings its own, with its
 * controller, and one HTML file and one module of the same name under {@code static}.
 */
@NullMarked
package io.holdfast.dashboards;

import org.jspecify.annotations.NullMarked;
