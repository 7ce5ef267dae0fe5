package io.holdfast.metadata.retention;

/** What one transaction of a purge has done, and the purge as it goes on. */
public record PurgeStep(PurgeOutcome outcome, TrashPurge rest) {}
