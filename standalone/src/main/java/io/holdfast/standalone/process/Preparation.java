package io.holdfast.standalone.process;

import java.io.IOException;

/** What must be true before a process is started; runs before every start and may be repeated. */
@FunctionalInterface
public interface Preparation {
    void run() throws IOException, InterruptedException;
}
