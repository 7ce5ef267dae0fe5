package io.holdfast.core.block;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The right to delete objects. Only {@code gc-compactor} may hold one; an architecture test sees to it. */
public interface ObjectReaper {
    /**
     * Deletes the object if it is there. Safe to repeat for ever. Call it only for a committed {@code delete_intent}.
     *
     * @return whether there was an object to delete
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; the object may still be there
     */
    boolean delete(ObjectName name);

    /**
     * As {@link #delete} of each, with fewer requests where the store can.
     *
     * @return those that may still be there, with the reason; empty if all are gone now
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; any of them may still be there
     */
    default Map<ObjectName, RuntimeException> deleteAll(Collection<ObjectName> names) {
        Map<ObjectName, RuntimeException> failures = new HashMap<>();
        for (ObjectName name : names) {
            try {
                delete(name);
            } catch (RuntimeException e) {
                failures.put(name, e);
            }
        }
        return failures;
    }
}
