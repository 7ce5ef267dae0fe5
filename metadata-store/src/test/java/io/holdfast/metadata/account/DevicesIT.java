package io.holdfast.metadata.account;

import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DevicesIT {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration LIFE = Duration.ofDays(90);

    private static Database database;
    private static Devices devices;
    private static Sessions sessions;
    private static long nextId;

    private final UUID account = account();

    @BeforeAll
    static void open() {
        database = Database.open(
                new DatabaseSettings(PostgresServer.shared().createDatabase(), PostgresServer.USER, "", "test"));
        Migrations.migrate(database);
        devices = new Devices(database);
        sessions = new Sessions(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void areListedNewestFirstPageByPageThoughTwoWereMadeAtOnce() {
        List<UUID> made = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            made.add(0, logIn(account, NOW.plusSeconds(n / 2)).deviceId());
        }
        List<UUID> listed = new ArrayList<>();
        Optional<DeviceKey> after = Optional.empty();
        for (List<ListedDevice> page = list(after); !page.isEmpty(); page = list(after)) {
            page.forEach(device -> listed.add(device.device().id()));
            after = Optional.of(DeviceKey.parse(page.get(page.size() - 1).key().toString()));
        }
        assertThat(listed).containsExactlyElementsOf(made);
    }

    @Test
    void whatIsRevokedOrExpiredIsNotListed() {
        Session kept = logIn(account, NOW);
        Session revoked = logIn(account, NOW);
        logIn(account, NOW.minus(LIFE));
        assertThat(devices.revoke(account, revoked.deviceId(), NOW)).isTrue();
        assertThat(list(Optional.empty()))
                .extracting(device -> device.device().id())
                .containsExactly(kept.deviceId());
    }

    @Test
    void revokingEndsTheLogInOfOnesOwnDeviceOnlyAndMayBeRepeated() {
        Session mine = logIn(account, NOW);
        Session foreign = logIn(account(), NOW);
        assertThat(devices.revoke(account, foreign.deviceId(), NOW)).isFalse();
        assertThat(sessions.byAccessToken(access(foreign), NOW)).contains(foreign);

        assertThat(devices.revoke(account, mine.deviceId(), NOW)).isTrue();
        assertThat(devices.revoke(account, mine.deviceId(), NOW.plusSeconds(1))).isTrue();
        assertThat(sessions.byAccessToken(access(mine), NOW)).isEmpty();
        assertThat(sessions.rotate(refresh(mine), pair(new UUID(9, ++nextId), NOW), NOW))
                .isEqualTo(new Rotation.Refused());
        UUID nobody = new UUID(9, 9);
        assertThat(devices.ended(List.of(mine.deviceId(), foreign.deviceId(), nobody)))
                .containsExactlyInAnyOrder(mine.deviceId(), nobody);
    }

    private List<ListedDevice> list(Optional<DeviceKey> after) {
        return devices.list(account, after, 2, NOW);
    }

    private static Session logIn(UUID account, Instant now) {
        Session session = new Session(new UUID(5, ++nextId), account, new UUID(6, nextId));
        sessions.open(
                session, new Device(session.deviceId(), account, "laptop", "cli"), pair(session.family(), now), now);
        return session;
    }

    private static UUID account() {
        Account account = new Account(new UUID(0, ++nextId), "user" + nextId + "@x.org", "user", "hash", "user", NOW);
        new Accounts(database).create(account, new Home(new UUID(1, nextId), new UUID(2, nextId), "cdc-v1"), 10);
        return account.id();
    }

    private static TokenHash access(Session session) {
        return TokenHash.of("a" + session.family());
    }

    private static TokenHash refresh(Session session) {
        return TokenHash.of("r" + session.family());
    }

    private static TokenPair pair(UUID family, Instant now) {
        return new TokenPair(
                TokenHash.of("a" + family), now.plus(Duration.ofHours(1)), TokenHash.of("r" + family), now.plus(LIFE));
    }
}
