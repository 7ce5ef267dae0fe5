package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.World;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.audit.AuditAct;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdminsIT {
    private static final World WORLD = World.create();

    private final Admins admins = new Admins(WORLD.database, WORLD.ambient);
    private final Audit audit = new Audit(WORLD.database, WORLD.ambient);

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void nobodyIsAnAdminUntilTheOperatorSaysSo() {
        UUID first = register("Ada@example.org");
        UUID second = register("ben@example.org");
        assertThat(admins.list()).isEmpty();
        assertThat(admins.has(first)).isFalse();

        assertThat(admins.grant(EmailAddress.of("ada@EXAMPLE.org"), "test")).isTrue();
        assertThat(admins.grant(EmailAddress.of("ada@example.org"), "test"))
                .as("again")
                .isFalse();
        assertThat(admins.list()).extracting(Admins.Admin::email).containsExactly("Ada@example.org");
        assertThat(admins.has(first)).isTrue();
        assertThat(admins.has(second)).isFalse();

        assertThat(admins.revoke(EmailAddress.of("ada@example.org"), "test")).isTrue();
        assertThat(admins.revoke(EmailAddress.of("ada@example.org"), "test")).isFalse();
        assertThat(admins.has(first)).isFalse();
        assertThat(audit.list(first, Long.MAX_VALUE, 10))
                .as("one record a change")
                .extracting(listed -> listed.record().act())
                .containsExactly(AuditAct.ADMIN_REVOKED, AuditAct.ADMIN_GRANTED);
        assertThat(audit.list(first, Long.MAX_VALUE, 1).get(0).record().detail())
                .isEqualTo("test");
        assertThat(audit.list(second, Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void anAddressWithoutAnAccountIsSaidToBeOne() {
        EmailAddress nobody = EmailAddress.of("nobody@example.org");
        assertThatThrownBy(() -> admins.grant(nobody, "test"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("nobody@example.org");
        assertThatThrownBy(() -> admins.revoke(nobody, "test")).isInstanceOf(NotFound.class);
    }

    private static UUID register(String email) {
        UUID id = WORLD.ambient.newId();
        new Accounts(WORLD.database)
                .create(
                        new Account(id, email, "x", "-", "user", WORLD.ambient.now()),
                        new Home(WORLD.ambient.newId(), WORLD.ambient.newId(), "cdc-v1"),
                        1L << 30);
        return id;
    }
}
