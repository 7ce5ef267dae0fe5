package io.holdfast.metadata.audit;

import java.time.Instant;

/** A record with its place in the audit. */
public record ListedRecord(long id, Instant at, AuditRecord record) {}
