package io.holdfast.streams.operator;

import io.holdfast.streams.record.Numbered;
import java.io.Serializable;
import java.util.List;

/** The truth behind a topic: what it holds can be read again here, by number. Each task uses a copy of its own. */
public interface Gaps extends Serializable, AutoCloseable {
    /** Some of the events with {@code after < number <= upTo}, in order; ask again from where the page reached. */
    Page read(String namespace, long after, long upTo) throws Exception;

    @Override
    void close() throws Exception;

    /**
     * @param reached every number up to here is accounted for; {@code after} itself if the very next one is missing here too
     */
    record Page(List<Numbered> events, long reached) {}
}
