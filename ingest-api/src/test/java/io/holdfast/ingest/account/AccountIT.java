package io.holdfast.ingest.account;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

        assertThat(refresh(first.at("/refresh_token")).status()).isEqualTo(401);
        assertThat(fresh.get("/account").status()).isEqualTo(401);
        assertThat(refresh(second.at("/refresh_token")).status()).isEqualTo(401);
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

    private Reply refresh(String token) {
        return anonymous.post("/auth/refresh", Map.of("refresh_token", token));
    }
}
