package io.holdfast.standalone.terminal;

/** The exit codes of every command; scripts may rely on them. */
public enum ExitCode {
    OK(0),
    /** The command ran and its work failed: a job failed, a comparison found a difference. */
    FAILED(1),
    /** Wrong options; picocli's own code. */
    USAGE(2),
    /** Nothing runs on this data directory. */
    NOT_RUNNING(3),
    /** Something runs on this data directory already. */
    ALREADY_RUNNING(4),
    /** This machine or this data directory does not allow a start: port, owner, space, profile. */
    CANNOT_START(5),
    /** A process did not become healthy in time. */
    NOT_HEALTHY(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
