package io.holdfast.metadata.entry;

import io.holdfast.core.manifest.Manifest;

/** A version and its block list. */
public record VersionContent(VersionSummary version, Manifest manifest) {}
