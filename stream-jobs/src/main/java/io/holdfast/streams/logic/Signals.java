package io.holdfast.streams.logic;

import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.Origin;
import io.holdfast.streams.record.Signal;
import java.util.Arrays;

/** Makes one signal of many changes of one namespace. */
public final class Signals {
    /** The most changes that travel along. */
    public static final int MOST_CHANGES = 16;
    /** The most bytes that they may have together. */
    public static final int MOST_BYTES = 8 << 10;

    private static final byte[][] NONE = {};

    private Signals() {}

    /** One change by itself. */
    public static Signal of(AccountChange change) {
        return new Signal(
                change.account(),
                change.namespace(),
                change.seq(),
                1,
                change.occurredAtMicros(),
                new Origin[] {new Origin(change.device(), change.seq())},
                small(new byte[][] {change.message()}));
    }

    /** The signal with one change more. */
    public static Signal plus(Signal signal, AccountChange change) {
        byte[][] changes = NONE;
        if (signal.isWhole()) {
            changes = Arrays.copyOf(signal.changes(), signal.count() + 1);
            changes[signal.count()] = change.message();
        }
        return new Signal(
                signal.account(),
                signal.namespace(),
                Math.max(signal.seq(), change.seq()),
                signal.count() + 1,
                Math.min(signal.occurredAtMicros(), change.occurredAtMicros()),
                origins(signal.origins(), new Origin(change.device(), change.seq())),
                small(changes));
    }

    private static Origin[] origins(Origin[] before, Origin origin) {
        Origin[] after = before.clone();
        for (int i = 0; i < after.length; i++) {
            if (after[i].device().equals(origin.device())) {
                after[i] = origin;
                return after;
            }
        }
        after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = origin;
        return after;
    }

    private static byte[][] small(byte[][] changes) {
        int bytes = Arrays.stream(changes).mapToInt(change -> change.length).sum();
        return changes.length > MOST_CHANGES || bytes > MOST_BYTES ? NONE : changes;
    }
}
