package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Finds out what a body consists of that is too long to be held, for a repeat whose first request has noted the same. */
@FunctionalInterface
public interface SentBody {
    /** Reads the body to its end and keeps nothing of it. */
    BlockId digest(HttpServletRequest request) throws IOException;
}
