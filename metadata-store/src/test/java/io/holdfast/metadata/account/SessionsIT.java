package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionsIT {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Account ADA = new Account(new UUID(0, 1), "Ada@x.org", "ada", "hash", "user", NOW);

    private static Database database;
    private static Accounts accounts;
    private static Sessions sessions;
    private static long nextId;

    private final Session session = new Session(new UUID(5, ++nextId), ADA.id(), new UUID(6, nextId));
    private final TokenPair first = pair("first");

    @BeforeAll
    static void open() {
        database = Database.open(
                new DatabaseSettings(PostgresServer.shared().createDatabase(), PostgresServer.USER, "", "test"));
        Migrations.migrate(database);
        accounts = new Accounts(database);
        sessions = new Sessions(database);
        accounts.create(ADA, new Home(new UUID(1, 1), new UUID(2, 1), "cdc-v1"), 10);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void logIn() {
        sessions.open(session, new Device(session.deviceId(), ADA.id(), "laptop", "cli"), first, NOW);
    }

    @Test
    void anAddressHasOneAccountWhateverItsCase() {
        Account other = new Account(new UUID(0, 2), "ADA@X.org", "b", "hash", "user", NOW);
        Home home = new Home(new UUID(1, 2), new UUID(2, 2), "cdc-v1");
        assertThatThrownBy(() -> accounts.create(other, home, 10)).isInstanceOf(Conflict.class);
        assertThat(accounts.byId(other.id())).isEmpty();
        assertThat(accounts.byEmail("ada@X.ORG")).contains(ADA);
        assertThat(accounts.home(ADA.id()))
                .hasValueSatisfying(found -> assertThat(found.rootId()).isEqualTo(new UUID(2, 1)));
    }

    @Test
    void accessTokenSpeaksForItsAccountUntilItExpires() {
        assertThat(sessions.byAccessToken(first.access(), NOW)).contains(session);
        assertThat(sessions.byAccessToken(first.access(), NOW.plus(Duration.ofHours(1))))
                .isEmpty();
        assertThat(sessions.byAccessToken(first.refresh(), NOW)).isEmpty();
        assertThat(sessions.deviceName(session.deviceId())).contains("laptop");
    }

    @Test
    void refreshTokenIsGoodOnceAndItsReuseRevokesTheFamily() {
        TokenPair second = pair("second");
        assertThat(sessions.rotate(first.refresh(), second, NOW)).contains(session);
        assertThat(sessions.byAccessToken(second.access(), NOW)).contains(session);

        assertThat(sessions.rotate(first.refresh(), pair("thief"), NOW)).isEmpty();
        assertThat(sessions.byAccessToken(second.access(), NOW)).isEmpty();
        assertThat(sessions.rotate(second.refresh(), pair("owner"), NOW)).isEmpty();
    }

    @Test
    void expiredOrUnknownRefreshTokenGivesNothing() {
        assertThat(sessions.rotate(first.refresh(), pair("late"), NOW.plus(Duration.ofDays(91))))
                .isEmpty();
        assertThat(sessions.rotate(TokenHash.of("never issued"), pair("x"), NOW))
                .isEmpty();
    }

    @Test
    void expiredTokensAreForgotten() {
        sessions.forgetExpired(NOW.plus(Duration.ofHours(2)));
        assertThat(sessions.familyOf(first.access())).isEmpty();
        assertThat(sessions.familyOf(first.refresh())).contains(session.family());
    }

    private static TokenPair pair(String name) {
        return new TokenPair(
                TokenHash.of(name + nextId + "a"),
                NOW.plus(Duration.ofHours(1)),
                TokenHash.of(name + nextId + "r"),
                NOW.plus(Duration.ofDays(90)));
    }
}
