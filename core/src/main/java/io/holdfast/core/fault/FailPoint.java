package io.holdfast.core.fault;

/**
 * A named point in the code at which a test may stop, delay or kill. Production uses {@link #NONE}, which does nothing.
 * Names read {@code area.whatJustHappened}, for example {@code commit.afterRefs}.
 */
@FunctionalInterface
public interface FailPoint {
    FailPoint NONE = name -> {};

    /** Called each time the code passes the point; may block or throw. */
    void hit(String name);
}
