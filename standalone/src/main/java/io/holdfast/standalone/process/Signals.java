package io.holdfast.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asking a process to stop, then making it stop. */
public final class Signals {
    private Signals() {}

    /** Sends the signal; a process that is gone already is fine. */
    public static void send(ProcessHandle process, StopSignal signal) {
        switch (signal) {
            case TERM -> process.destroy();
            case INT -> interrupt(process.pid());
        }
    }

    /** Sends the signal, waits, kills what is left. Returns whether the process stopped by itself. */
    public static boolean stop(ProcessHandle process, StopSignal signal, Duration within) {
        send(process, signal);
        if (gone(process, within)) {
            return true;
        }
        process.destroyForcibly();
        gone(process, Duration.ofSeconds(10));
        return false;
    }

    private static boolean gone(ProcessHandle process, Duration within) {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }

    private static void interrupt(long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -INT " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run sh to signal process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
