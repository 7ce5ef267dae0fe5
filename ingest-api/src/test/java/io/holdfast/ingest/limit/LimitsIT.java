package io.holdfast.ingest.limit;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Budgets as a client meets them, on a server behind a trusted proxy that has small ones. */
class LimitsIT {
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start(
                "127.0.0.1:1",
                "--limits.auth-per-address=12/1h",
                "--limits.login-per-account=3/1h",
                "--limits.probe-misses-per-user=5/1h",
                "--limits.expensive-per-user=2/1h",
                "--limits.requests-per-user=40/1h",
                "--proxies.trusted=127.0.0.1,10.0.0.0/8");
    }

    @AfterAll
    static void stop() {
        api.stop();
    }

    @Test
    void logInsFromOneAddressAreCountedWhateverTheClientSaysBeforeIt() {
        for (int n = 0; n < 12; n++) {
            assertThat(login(from("6.6.6." + n + ", 203.0.113.1, 10.0.0.7"), n + "@x.org")
                            .status())
                    .isEqualTo(401);
        }
        Reply refused = login(from("203.0.113.1"), "ada@x.org");
        limited(refused);
        limited(from("9.9.9.9, 203.0.113.1").post("/auth/register", Map.of()));
        limited(from("203.0.113.1").post("/auth/refresh", Map.of()));
        limited(from("203.0.113.1").post("/auth/logout", Map.of()));
        assertThat(login(from("203.0.113.2"), "ada@x.org").status()).isEqualTo(401);
    }

    @Test
    void oneLineHasAllAddressesOfItsIpv6Network() {
        for (int n = 0; n < 12; n++) {
            login(from("2001:db8:1:2::" + n), n + "@y.org");
        }
        limited(login(from("2001:db8:1:2:3:4:5:6"), "ada@y.org"));
        assertThat(login(from("2001:db8:1:3::1"), "ada@y.org").status()).isEqualTo(401);
    }

    @Test
    void wrongPasswordsForOneAccountAreCountedFromEverywhereAndRightOnesAreNot() {
        register("198.51.100.1", "grace@example.org");
        for (int n = 0; n < 6; n++) {
            assertThat(right(from("198.51.100." + n), "grace@example.org").status())
                    .isEqualTo(200);
        }
        for (String email : List.of("grace@example.org", "nobody@example.org")) {
            for (int n = 0; n < 3; n++) {
                assertThat(login(from("198.51.101." + n), email).status()).isEqualTo(401);
            }
            limited(right(from("198.51.101.9"), email.toUpperCase(java.util.Locale.ROOT)));
        }
    }

    @Test
    void aManifestMayAskForMoreBlocksThanTheBudgetHasButTheNextOneWaits() {
        Client ada = register("198.51.102.1", "ada@example.org");
        assertThat(ada.post("/files/upload/initiate", manifest("/a", 20)).status())
                .isEqualTo(200);
        limited(ada.post("/files/upload/initiate", manifest("/b", 1)));
        assertThat(ada.get("/account").status()).isEqualTo(200);
    }

    @Test
    void callsThatReadAWholeTreeAreCountedByThemselves() {
        Client dan = register("198.51.104.1", "dan@example.org");
        for (int n = 0; n < 2; n++) {
            assertThat(dan.get("/folders/root/download").status()).isEqualTo(200);
        }
        limited(dan.get("/folders/root/download"));
        assertThat(dan.get("/folders/root/children").status()).isEqualTo(200);
    }

    @Test
    void allCallsOfAUserTogetherHaveACeiling() {
        Client bob = register("198.51.103.1", "bob@example.org");
        for (int n = 0; n < 40; n++) {
            assertThat(bob.get("/sync/cursor").status()).isEqualTo(200);
        }
        limited(bob.get("/sync/cursor"));
        Client eve = register("198.51.103.2", "eve@example.org");
        assertThat(eve.get("/sync/cursor").status()).isEqualTo(200);
    }

    private static Client from(String forwarded) {
        return Client.anonymous(api).with("X-Forwarded-For", forwarded);
    }

    private static Client register(String address, String email) {
        Reply made = from(address).post("/auth/register", Map.of("email", email, "password", "correct horse"));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return from(address).loggedIn(email, "laptop");
    }

    private static Reply login(Client client, String email) {
        return client.post("/auth/login", Map.of("email", email, "password", "wrong horse"));
    }

    private static Reply right(Client client, String email) {
        return client.post("/auth/login", Map.of("email", email, "password", "correct horse"));
    }

    private static Map<String, Object> manifest(String path, int blocks) {
        List<Map<String, Object>> chunks = IntStream.range(0, blocks)
                .<Map<String, Object>>mapToObj(
                        n -> Map.of("index", n, "size", 65_536, "hash", String.format("%064x", n + 1)))
                .toList();
        return Map.of("path", path, "file_size", 65_536L * blocks, "chunks", chunks);
    }

    private static void limited(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(429);
        assertThat(reply.at("/code")).isEqualTo("rate_limited");
        assertThat(Long.parseLong(reply.header("Retry-After"))).isBetween(1L, 24 * 3_600L);
    }
}
