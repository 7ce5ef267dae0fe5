package io.holdfast.gc.epoch;

import io.holdfast.gc.lake.BatchRows;
import io.holdfast.gc.lake.Books;
import io.holdfast.gc.lake.LogHeads;
import io.holdfast.gc.lake.OrphanBook;

/** What the collector reads and writes in the lake. */
public record GcLake(LogHeads log, BatchRows rows, Books books, OrphanBook orphans) {}
