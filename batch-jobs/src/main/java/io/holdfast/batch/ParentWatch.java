package io.holdfast.batch;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends this process at once when its standard input ends: whoever forked it is gone, even if it was killed. */
final class ParentWatch extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);
    private static final int ORPHANED = 4;

    private final InputStream input;

    ParentWatch(InputStream input) {
        super("parent watch");
        setDaemon(true);
        this.input = input;
    }

    @Override
    public void run() {
        try {
            while (input.read() >= 0) {
                LOG.debug("standard input is read only for its end");
            }
        } catch (IOException e) {
            LOG.debug("standard input broke", e);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
