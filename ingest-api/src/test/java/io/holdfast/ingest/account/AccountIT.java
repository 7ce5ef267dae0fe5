package io.holdfast.ingest.account;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccountIT {
    private final Client anonymous = Client.anonymous(RunningApi.shared());

    @Test
    void aNewAccountHasARootAndAQuota() {
        Reply registered = register("Grace@Example.org");
        assertThat(registered.status()).as("%s", registered).isEqualTo(201);
        assertThat(registered.numberAt("/storage_quota")).isEqualTo(1L << 40);
        assertThat(registered.numberAt("/storage_used")).isZero();

        Client grace = anonymous.loggedIn("grace@example.ORG", "laptop");
        assertThat(grace.get("/account").at("/root_folder_id")).isEqualTo(registered.at("/root_folder_id"));
        assertThat(register("grace@example.org")).satisfies(again -> {
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.at("/code")).isEqualTo("conflict");
        });
    }

    @Test
    void usageCountsVersionsTrashAndWhatDedupSaved() {
        Client ada = Client.newUser(RunningApi.shared(), "laptop");
        ada.upload("/one", new byte[1000]);
        ada.upload("/two", new byte[1000]);
        Reply three = ada.upload("/three", new byte[500]);
        ada.delete("/files/" + three.at("/file_id"));
        Reply account = ada.get("/account");
        assertThat(account.numberAt("/storage_used")).as("%s", account).isEqualTo(2500);
        assertThat(account.numberAt("/trash_bytes")).isEqualTo(500);
        assertThat(account.numberAt("/dedup_savings_bytes")).isEqualTo(1000);
        assertThat(account.numberAt("/files")).isEqualTo(3);
        assertThat(account.numberAt("/versions")).isEqualTo(3);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressLookTheSame() {
        register("known@example.org");
        Reply wrong = login("known@example.org", "not my password");
        Reply unknown = login("unknown@example.org", "not my password");
        assertThat(wrong.status()).isEqualTo(401).isEqualTo(unknown.status());
        assertThat(wrong.text()).isEqualTo(unknown.text());
    }

    @Test
    void aRefreshTokenIsGoodOnceAndItsReuseEndsTheLogIn() {
        register("eve@example.org");
        Reply first = login("eve@example.org", "correct horse");
        Reply second = refresh(first.at("/refresh_token"));
        assertThat(second.status()).as("%s", second).isEqualTo(200);
        assertThat(second.at("/device_id")).isEqualTo(first.at("/device_id"));
        Client fresh = anonymous.with("Authorization", "Bearer " + second.at("/access_token"));
        assertThat(fresh.get("/account").status()).isEqualTo(200);

        Reply third = refresh(second.at("/refresh_token"));
        Client newest = anonymous.with("Authorization", "Bearer " + third.at("/access_token"));
        assertThat(newest.get("/account").status()).isEqualTo(200);
        assertThat(refresh(first.at("/refresh_token")).status()).isEqualTo(401);
        assertThat(newest.get("/account").status()).isEqualTo(401);
        assertThat(refresh(third.at("/refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void aRefreshWhoseAnswerWasLostMayBeRepeated() {
        register("lost@example.org");
        Reply first = login("lost@example.org", "correct horse");
        Reply lost = refresh(first.at("/refresh_token"));
        Reply again = refresh(first.at("/refresh_token"));
        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(anonymous
                        .with("Authorization", "Bearer " + lost.at("/access_token"))
                        .get("/account")
                        .status())
                .isEqualTo(401);
        assertThat(refresh(again.at("/refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void aClosedServerTakesNoNewAccounts() {
        RunningApi closed = RunningApi.start("127.0.0.1:1", "--ingest.registration=closed");
        try {
            Reply refused = Client.anonymous(closed)
                    .post("/auth/register", Map.of("email", "new@example.org", "password", "correct horse"));
            assertThat(refused.status()).as("%s", refused).isEqualTo(403);
            assertThat(refused.at("/code")).isEqualTo("forbidden");
        } finally {
            closed.stop();
        }
    }

    @Test
    void aPasswordIsTheSameHoweverItsAccentsAreWritten() {
        assertThat(anonymous
                        .post("/auth/register", Map.of("email", "rene@example.org", "password", "Ren\u00e9 is here"))
                        .status())
                .isEqualTo(201);
        assertThat(login("rene@example.org", "Rene\u0301 is here").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seven77",
                "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
                "rules@example.org",
                "long enough \ud800"
            })
    void aPasswordThatBreaksTheRulesIsRefused(String password) {
        Reply reply = anonymous
                .with("Content-Type", "application/json")
                .send(
                        "POST",
                        "/auth/register",
                        BodyPublishers.ofString("{\"email\":\"rules@example.org\",\"password\":\""
                                + password.replace("\ud800", "\\ud800") + "\"}"));
        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.at("/field")).isEqualTo("password");
    }

    @Test
    void anUnknownAddressTakesAsLongAsAWrongPassword() {
        register("clock@example.org");
        long[] wrong = new long[9];
        long[] unknown = new long[9];
        for (int n = 0; n < wrong.length; n++) {
            wrong[n] = nanosOfLogin("clock@example.org");
            unknown[n] = nanosOfLogin("nobody" + n + "@example.org");
        }
        Arrays.sort(wrong);
        Arrays.sort(unknown);
        assertThat(unknown[4]).isGreaterThan(wrong[4] / 2).isLessThan(wrong[4] * 2);
    }

    @Test
    void aSecondFactorThatAnAccountDoesNotHaveIsIgnored() {
        register("otp@example.org");
        Reply tokens = anonymous.post(
                "/auth/login", Map.of("email", "otp@example.org", "password", "correct horse", "otp", "123456"));
        assertThat(tokens.status()).isEqualTo(200);
    }

    @Test
    void loggingOutEndsTheLogInAtOnce() {
        register("bye@example.org");
        Reply tokens = login("bye@example.org", "correct horse");
        Client client = anonymous.with("Authorization", "Bearer " + tokens.at("/access_token"));
        assertThat(client.get("/account").status()).isEqualTo(200);
        assertThat(anonymous
                        .post("/auth/logout", Map.of("refresh_token", tokens.at("/refresh_token")))
                        .status())
                .isEqualTo(204);
        assertThat(client.get("/account").status()).isEqualTo(401);
    }

    private Reply register(String email) {
        return anonymous.post("/auth/register", Map.of("email", email, "password", "correct horse"));
    }

    private Reply login(String email, String password) {
        return anonymous.post("/auth/login", Map.of("email", email, "password", password));
    }

    private long nanosOfLogin(String email) {
        long begun = System.nanoTime();
        assertThat(login(email, "not my password").status()).isEqualTo(401);
        return System.nanoTime() - begun;
    }

    private Reply refresh(String token) {
        return anonymous.post("/auth/refresh", Map.of("refresh_token", token));
    }
}
