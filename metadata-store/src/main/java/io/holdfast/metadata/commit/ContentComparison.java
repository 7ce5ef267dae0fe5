package io.holdfast.metadata.commit;

import io.holdfast.core.manifest.Manifest;

/**
 * Compares the bytes of two files of equal size that were cut into blocks differently. Called while no lock is held; reads the
 * block store.
 */
@FunctionalInterface
public interface ContentComparison {
    /**
     * Whether both are known to describe the same bytes; each block of both is stored. Files that are too long to be compared while a
     * client waits are not known to.
     */
    boolean sameBytes(Manifest one, Manifest other);
}
