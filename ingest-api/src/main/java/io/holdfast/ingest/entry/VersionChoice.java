package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.http.Fields;
import org.jspecify.annotations.Nullable;

/** A version of a file, by its number. */
record VersionChoice(@Nullable Long versionNumber) {
    VersionChoice {
        if (Fields.required("version_number", versionNumber) < 1) {
            throw new InvalidRequest("version_number", "versions are numbered from 1");
        }
    }

    long number() {
        return Fields.required("version_number", versionNumber);
    }
}
