package io.holdfast.metadata.answer;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.World;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Claims on keys, and how long they last. */
class StoredAnswersIT {
    private static final BlockId REQUEST = BlockId.hash(ByteBuffer.wrap(new byte[] {1}));
    private static final UUID RUNNING = new UUID(0, 1);
    private static final UUID LOST = new UUID(0, 2);
    private static final UUID NEXT = new UUID(0, 3);

    private final World world = World.create();
    private final StoredAnswers answers = new StoredAnswers(world.database, world.ambient);
    private final AnswerKey runs = new AnswerKey(world.account, "runs");
    private final AnswerKey lost = new AnswerKey(world.account, "lost");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void onlyTheClaimThatIsRenewedLasts() {
        assertThat(answers.claim(runs, REQUEST, RUNNING)).isEqualTo(new Claim.Granted(RUNNING));
        assertThat(answers.claim(lost, REQUEST, LOST)).isEqualTo(new Claim.Granted(LOST));
        world.clock.advance(StoredAnswers.CLAIM.minusSeconds(1));
        answers.renew(Map.of(RUNNING, runs, NEXT, lost));
        world.clock.advance(Duration.ofSeconds(2));
        assertThat(answers.claim(runs, REQUEST, NEXT)).isEqualTo(new Claim.Busy());
        assertThat(answers.claim(lost, REQUEST, NEXT)).isEqualTo(new Claim.Granted(NEXT));
        answers.release(lost, LOST);
        assertThat(answers.claim(lost, REQUEST, LOST))
                .as("what is noted late for one claim does not end the next")
                .isEqualTo(new Claim.Busy());
    }

    @Test
    void noRenewalCarriesAClaimPastTheLifetimeOfAnAnswer() {
        answers.claim(runs, REQUEST, RUNNING);
        Duration step = StoredAnswers.CLAIM.dividedBy(2);
        for (Duration held = Duration.ZERO; held.compareTo(StoredAnswers.LIFETIME) < 0; held = held.plus(step)) {
            answers.renew(Map.of(RUNNING, runs));
            world.clock.advance(step);
        }
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(answers.claim(runs, REQUEST, NEXT)).isEqualTo(new Claim.Granted(NEXT));
    }
}
