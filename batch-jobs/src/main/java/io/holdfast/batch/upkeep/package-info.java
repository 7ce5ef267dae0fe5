/** Keeps the tables of the lake fast: merges small files and lets old snapshots go, never the young ones and never the last few. */
@NullMarked
package io.holdfast.batch.upkeep;

import org.jspecify.annotations.NullMarked;
