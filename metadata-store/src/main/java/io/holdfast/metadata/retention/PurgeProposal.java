package io.holdfast.metadata.retention;

import java.util.UUID;

/** One version that somebody wants purged, and why. */
public record PurgeProposal(UUID versionId, String reason) {}
