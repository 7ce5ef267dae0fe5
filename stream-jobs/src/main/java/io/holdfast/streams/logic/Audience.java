package io.holdfast.streams.logic;

import io.holdfast.lakehouse.event.ChangeEvent;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Whose devices learn of a change: today the owner of its namespace. Members of a share will be added here, from state of their own. */
public final class Audience {
    private Audience() {}

    /** A message from before owners were named has the account that made the change, which was the owner. */
    public static Set<UUID> of(ChangeEvent change) {
        Optional<UUID> owner = change.owner().or(change::account);
        return owner.map(Set::of).orElseGet(Set::of);
    }
}
