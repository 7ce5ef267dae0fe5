package io.holdfast.metadata.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what a refresh token that is presented is good for. */
final class RefreshRule {
    /**
     * For so long after its first use a token may be presented again, because the answer may have been lost on the way. The pair
     * of that lost answer is void from then on, so that there is never more than one pair that works.
     */
    static final Duration LOST_ANSWER = Duration.ofSeconds(30);

    private RefreshRule() {}

    static Verdict judge(Refresh token, Instant now) {
        if (token.ended() || !now.isBefore(token.expiresAt())) {
            return Verdict.REFUSE;
        }
        if (token.replaced()) {
            return Verdict.REUSED;
        }
        if (token.rotatedAt().isEmpty()) {
            return Verdict.ROTATE;
        }
        boolean inTime = now.isBefore(token.rotatedAt().get().plus(LOST_ANSWER));
        return inTime && !token.successorUsed() ? Verdict.REPLACE : Verdict.REUSED;
    }

    /** What to do. */
    enum Verdict {
        /** First use: a new pair. */
        ROTATE,
        /** The answer to the first use was lost: a new pair in place of that one. */
        REPLACE,
        /** Two parties have it: end the log-in. */
        REUSED,
        /** Nothing changes. */
        REFUSE
    }

    /**
     * A refresh token as the database knows it.
     *
     * @param step number of rotations before it was handed out
     * @param replaced its pair was given up for another one, see {@link Verdict#REPLACE}
     * @param successorUsed a token that descends from it was presented
     * @param ended its log-in is over
     */
    record Refresh(
            Session session,
            long step,
            Instant expiresAt,
            Optional<Instant> rotatedAt,
            boolean replaced,
            boolean successorUsed,
            boolean ended) {}
}
