package io.holdfast.metadata.commit;

import io.holdfast.core.manifest.Manifest;

/**
 * Compares the bytes of two files of equal size that were cut into blocks differently. Called while no lock is held; reads the
 * block store.
 */
@FunctionalInterface
public interface ContentComparison {
    /** Whether both describe the same bytes; each block of both is stored. */
    boolean sameBytes(Manifest one, Manifest other);
}
