package io.holdfast.core.block;

/** The right to delete objects. Only {@code gc-compactor} may hold one; an architecture test sees to it. */
public interface ObjectReaper {
    /**
     * Deletes the object if it is there. Safe to repeat for ever. Call it only for a committed {@code delete_intent}.
     *
     * @return whether there was an object to delete
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; the object may still be there
     */
    boolean delete(ObjectName name);
}
