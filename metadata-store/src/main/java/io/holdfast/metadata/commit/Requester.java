package io.holdfast.metadata.commit;

import io.holdfast.metadata.namespace.Actor;
import java.util.Set;
import java.util.UUID;

/**
 * Who wants content to be taken up again.
 *
 * @param readable the namespaces whose blocks the caller may cite
 */
public record Requester(Actor actor, Set<UUID> readable) {
    public Requester {
        readable = Set.copyOf(readable);
    }
}
