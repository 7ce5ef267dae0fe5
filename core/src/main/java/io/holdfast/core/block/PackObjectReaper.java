package io.holdfast.core.block;

import java.util.List;

/** The right to end and to delete packs. Only {@code gc-compactor} may hold one; an architecture test sees to it. */
public interface PackObjectReaper {
    /** Of a store without packs. */
    PackObjectReaper NONE = new PackObjectReaper() {
        @Override
        public List<StoredPack> list() {
            return List.of();
        }

        @Override
        public List<Location> slices(long pack) {
            return List.of();
        }

        @Override
        public List<Location> seal(long pack) {
            return List.of();
        }

        @Override
        public boolean delete(long pack) {
            return false;
        }
    };

    /** All packs, open ones too. */
    List<StoredPack> list();

    /** Packs with fewer bytes than this become fewer when what they hold is put once more, in bundles. */
    default long mergesBelow() {
        return Long.MAX_VALUE;
    }

    /** What a pack holds now, whoever appends to it; nothing if there is no such pack. */
    List<Location> slices(long pack);

    /**
     * Ends a pack: whatever process has it open, nothing is appended to it once this has returned. Safe to repeat.
     *
     * @return what it holds, for ever; nothing if there is no such pack
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; it may be open still
     */
    List<Location> seal(long pack);

    /**
     * Deletes a pack if it is there. Safe to repeat for ever. Call it only for a committed {@code delete_intent} of a sealed pack.
     *
     * @return whether there was one to delete
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; it may still be there
     */
    boolean delete(long pack);
}
