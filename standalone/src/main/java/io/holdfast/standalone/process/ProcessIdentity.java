package io.holdfast.standalone.process;

/** One process for all time: its pid, when it started (clock ticks since boot) and in which boot. */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    /** The line in a pid file. */
    String toLine() {
        return pid + " " + startTicks + " " + bootId + "\n";
    }

    /** @throws IllegalArgumentException if the line is not one of {@link #toLine()} */
    static ProcessIdentity parse(String line) {
        String[] parts = line.strip().split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a process identity: " + line);
        }
        return new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }
}
