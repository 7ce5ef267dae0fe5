package io.holdfast.metadata.audit;

import io.holdfast.metadata.World;
import io.holdfast.metadata.namespace.Actor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditIT {
    private final World world = World.create();
    private final Audit audit = new Audit(world.database, world.ambient);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void keepsWhatItWasToldAndShowsAnAccountItsOwn() throws Exception {
        AuditRecord mine = record("one", "2001:db8::1");
        audit.add(mine);
        audit.add(new AuditRecord(
                AuditAct.LOGIN, AuditOutcome.REFUSED, Optional.empty(), "", "unknown address", Optional.empty(), ""));
        audit.add(record("two", "192.0.2.1"));
        assertThat(audit.list(world.account, Long.MAX_VALUE, 10))
                .extracting(listed -> listed.record().detail())
                .containsExactly("two", "one");
        ListedRecord newest = audit.list(world.account, Long.MAX_VALUE, 1).get(0);
        assertThat(audit.list(world.account, newest.id(), 10))
                .extracting(ListedRecord::record)
                .containsExactly(mine);
        assertThat(audit.list(new UUID(9, 9), Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void thereIsNoRecordOfAnActThatDidNotHappen() throws Exception {
        AuditRecord record = record("gone", "192.0.2.1");
        assertThatThrownBy(() -> world.database.transactions().run("fail", () -> {
                    audit.add(record);
                    throw new IllegalStateException("the act fails");
                }))
                .hasMessage("the act fails");
        assertThat(audit.list(world.account, Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void forgetsTheOldestFirstAndNothingYoung() throws Exception {
        for (int n = 0; n < 5; n++) {
            audit.add(record("old" + n, "192.0.2.1"));
            world.clock.advance(Duration.ofSeconds(1));
        }
        audit.add(record("young", "192.0.2.1"));
        assertThat(audit.forget(world.clock.instant(), 3)).isEqualTo(3);
        assertThat(audit.forget(world.clock.instant(), 3)).isEqualTo(2);
        assertThat(audit.list(world.account, Long.MAX_VALUE, 10))
                .extracting(listed -> listed.record().detail())
                .containsExactly("young");
    }

    private AuditRecord record(String detail, String address) throws Exception {
        return new AuditRecord(
                AuditAct.DEVICE_REVOKED,
                AuditOutcome.DONE,
                Optional.of(new Actor(world.account, Optional.of(world.device))),
                "device:" + world.device,
                detail,
                Optional.of(InetAddress.getByName(address)),
                "test/1");
    }
}
