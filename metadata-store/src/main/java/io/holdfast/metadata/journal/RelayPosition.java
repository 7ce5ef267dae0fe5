package io.holdfast.metadata.journal;

import java.util.UUID;

/** How far a namespace is: {@code (publishedSeq, headSeq]} is still to be published. */
public record RelayPosition(UUID namespaceId, long publishedSeq, long headSeq) {
    public boolean behind() {
        return publishedSeq < headSeq;
    }
}
