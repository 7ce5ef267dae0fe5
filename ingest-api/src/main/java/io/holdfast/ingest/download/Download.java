package io.holdfast.ingest.download;

import io.holdfast.core.manifest.BlockList;
import java.time.Instant;

/** What is to be sent: one version of a file under its present name. */
record Download(String name, String mimeType, String etag, Instant modifiedAt, long sizeBytes, BlockList blocks) {}
