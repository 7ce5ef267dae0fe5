package io.holdfast.ingest.access;

import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Device;
import io.holdfast.metadata.account.Devices;
import io.holdfast.metadata.account.Home;
import io.holdfast.metadata.account.Session;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.account.TokenHash;
import io.holdfast.metadata.account.TokenPair;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a token is taken at its word, with the time passed in. */
class KnownTokensIT {
    private static final TokenHash TOKEN = TokenHash.of("access");
    private static final Account ADA = new Account(new UUID(0, 1), "ada@x.org", "ada", "hash", "user", Instant.EPOCH);
    private static final Session SESSION = new Session(new UUID(5, 1), ADA.id(), new UUID(6, 1));

    private final Database database = Database.open(new DatabaseSettings(
            PostgresServer.shared().createDatabase(), PostgresServer.USER, "", 2, "known-tokens-test"));
    private final Sessions sessions = new Sessions(database);
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final KnownTokens tokens = new KnownTokens(sessions, () -> now);

    @BeforeEach
    void logIn() {
        Migrations.migrate(database);
        new Accounts(database).create(ADA, new Home(new UUID(1, 1), new UUID(2, 1), "cdc-v1"), 10);
        TokenPair pair = new TokenPair(
                TOKEN, now.plus(Duration.ofHours(1)), TokenHash.of("refresh"), now.plus(Duration.ofDays(1)));
        sessions.open(SESSION, new Device(SESSION.deviceId(), ADA.id(), "laptop", "cli"), pair, now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatAnotherProcessRevokedEndsHereAfterASecond() {
        assertThat(tokens.session(TOKEN)).contains(SESSION);
        revoke();
        now = now.plusMillis(999);
        assertThat(tokens.session(TOKEN)).as("the database is not asked").contains(SESSION);
        now = now.plusMillis(1);
        assertThat(tokens.session(TOKEN)).isEmpty();
    }

    @Test
    void whatEndsInThisProcessEndsAtOnce() {
        assertThat(tokens.session(TOKEN)).contains(SESSION);
        revoke();
        tokens.ended(new DeviceEnded(SESSION.deviceId()));
        assertThat(tokens.session(TOKEN)).isEmpty();
    }

    @Test
    void aClockThatWasSetBackMakesNothingLastLonger() {
        assertThat(tokens.session(TOKEN)).contains(SESSION);
        revoke();
        now = now.minusSeconds(60);
        assertThat(tokens.session(TOKEN)).isEmpty();
    }

    @Test
    void aTokenThatIsNotGoodIsNotRemembered() {
        TokenHash later = TokenHash.of("later");
        assertThat(tokens.session(later)).isEmpty();
        database.client()
                .sql("UPDATE token SET token_hash = ? WHERE kind = 'A'")
                .param(later.digest().bytes())
                .update();
        assertThat(tokens.session(later)).contains(SESSION);
    }

    private void revoke() {
        new Devices(database).revoke(ADA.id(), SESSION.deviceId(), now);
    }
}
