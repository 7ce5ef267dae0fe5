package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.ingest.http.ProblemException;
import io.holdfast.ingest.http.Problems;
import io.holdfast.metadata.entry.Entries;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Shows what stands in the way of a change, as the field {@code current} of the problem. */
@Component
class Clashes {
    private final Entries entries;

    Clashes(Entries entries) {
        this.entries = entries;
    }

    /** @param act changes something in this namespace, which the caller may write */
    <T> T shown(UUID namespace, Supplier<T> act) {
        try {
            return act.get();
        } catch (Conflict clash) {
            throw clash.current()
                    .flatMap(id -> entries.byId(namespace, id))
                    .<RuntimeException>map(entry -> {
                        ProblemDetail problem = Problems.of(clash);
                        problem.setProperty("current", FileView.of(entry));
                        return new ProblemException(problem, clash);
                    })
                    .orElse(clash);
        }
    }
}
