package io.holdfast.standalone.process;

/** Asks a process whether it can do its work. Answers within a few seconds; a failure to ask is a no. */
@FunctionalInterface
public interface HealthCheck {
    boolean healthy();
}
