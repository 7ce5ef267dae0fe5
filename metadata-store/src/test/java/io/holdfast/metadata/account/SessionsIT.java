package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        assertThat(accounts.byEmail(EmailAddress.of(" ada@X.ORG"))).contains(ADA);
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
    void anOldRefreshTokenEndsTheLogIn() {
        TokenPair second = rotated(first, "second", NOW);
        assertThat(sessions.byAccessToken(second.access(), NOW)).contains(session);
        TokenPair third = rotated(second, "third", NOW);

        assertThat(sessions.rotate(first.refresh(), pair("thief"), NOW)).isEqualTo(new Rotation.Reused(session));
        assertThat(sessions.byAccessToken(third.access(), NOW)).isEmpty();
        assertThat(sessions.rotate(third.refresh(), pair("owner"), NOW)).isEqualTo(new Rotation.Refused());
        assertThat(sessions.rotate(first.refresh(), pair("again"), NOW)).isEqualTo(new Rotation.Refused());
    }

    @Test
    void aLostAnswerIsReplacedAndWhoeverHasItAfterAllIsFoundOut() {
        TokenPair lost = rotated(first, "lost", NOW);
        TokenPair second = rotated(first, "second", NOW.plusSeconds(29));
        assertThat(sessions.byAccessToken(lost.access(), NOW)).isEmpty();
        assertThat(sessions.byAccessToken(second.access(), NOW)).contains(session);

        assertThat(sessions.rotate(lost.refresh(), pair("thief"), NOW.plusSeconds(30)))
                .isEqualTo(new Rotation.Reused(session));
        assertThat(sessions.byAccessToken(second.access(), NOW)).isEmpty();
    }

    @Test
    void afterTheGraceAUsedTokenIsAStolenOne() {
        rotated(first, "second", NOW);
        assertThat(sessions.rotate(first.refresh(), pair("late"), NOW.plusSeconds(30)))
                .isEqualTo(new Rotation.Reused(session));
    }

    @Test
    void whoeverRefreshesAtOnceWithOneTokenThereIsOnePairThatWorks() throws Exception {
        int rivals = 8;
        ExecutorService pool = Executors.newFixedThreadPool(rivals);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<TokenPair> pairs =
                    IntStream.range(0, rivals).mapToObj(n -> pair("rival" + n)).toList();
            List<Future<Rotation>> answers = pairs.stream()
                    .map(next -> pool.submit(() -> {
                        start.await();
                        return sessions.rotate(first.refresh(), next, NOW);
                    }))
                    .toList();
            start.countDown();
            for (Future<Rotation> answer : answers) {
                assertThat(answer.get()).isEqualTo(new Rotation.Rotated(session));
            }
            List<TokenPair> working = pairs.stream()
                    .filter(next -> sessions.byAccessToken(next.access(), NOW).isPresent())
                    .toList();
            assertThat(working).hasSize(1);
            rotated(working.get(0), "last", NOW);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anOldAndANewTokenAtOnceNeverLeaveTwoThatWork() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                Session mine = new Session(new UUID(7, ++nextId), ADA.id(), new UUID(8, nextId));
                TokenPair old = pair("old");
                sessions.open(mine, new Device(mine.deviceId(), ADA.id(), "phone", "app"), old, NOW);
                TokenPair owner = rotated(old, "owner", NOW);
                TokenPair a = pair("a");
                TokenPair b = pair("b");
                Future<Rotation> replayed = pool.submit(() -> sessions.rotate(old.refresh(), a, NOW));
                sessions.rotate(owner.refresh(), b, NOW);
                replayed.get();
                assertThat(Stream.of(a, b)
                                .filter(next -> sessions.byAccessToken(next.access(), NOW)
                                        .isPresent()))
                        .hasSizeLessThanOrEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void expiredOrUnknownRefreshTokenGivesNothing() {
        assertThat(sessions.rotate(first.refresh(), pair("late"), NOW.plus(Duration.ofDays(91))))
                .isEqualTo(new Rotation.Refused());
        assertThat(sessions.rotate(TokenHash.of("never issued"), pair("x"), NOW))
                .isEqualTo(new Rotation.Refused());
    }

    @Test
    void loggingOutEndsTheLogInOnce() {
        TokenPair second = rotated(first, "second", NOW);
        assertThat(sessions.end(first.refresh(), NOW)).contains(session);
        assertThat(sessions.end(second.refresh(), NOW)).isEmpty();
        assertThat(sessions.end(TokenHash.of("never issued"), NOW)).isEmpty();
        assertThat(sessions.byAccessToken(second.access(), NOW)).isEmpty();
    }

    @Test
    void expiredTokensAreForgotten() {
        sessions.forgetExpired(NOW.plus(Duration.ofHours(2)));
        long left = database.client()
                .sql("SELECT count(*) FROM token WHERE family = ?")
                .param(session.family())
                .query(Long.class)
                .single();
        assertThat(left).isEqualTo(1);
        rotated(first, "second", NOW);
    }

    private static TokenPair rotated(TokenPair from, String name, Instant now) {
        TokenPair next = pair(name);
        assertThat(sessions.rotate(from.refresh(), next, now)).isInstanceOf(Rotation.Rotated.class);
        return next;
    }

    private static TokenPair pair(String name) {
        return new TokenPair(
                TokenHash.of(name + nextId + "a"),
                NOW.plus(Duration.ofHours(1)),
                TokenHash.of(name + nextId + "r"),
                NOW.plus(Duration.ofDays(90)));
    }
}
