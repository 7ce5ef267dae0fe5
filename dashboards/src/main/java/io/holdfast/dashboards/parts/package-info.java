/** How the parts are that these pages depend on, asked now: PostgreSQL, the stream's counts, the lake, the maintenance process. */
@NullMarked
package io.holdfast.dashboards.parts;

import org.jspecify.annotations.NullMarked;
