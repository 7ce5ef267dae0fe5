package io.holdfast.ingest.account;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceIT {
    private static int users;

    private final Client anonymous = Client.anonymous(RunningApi.shared());
    private final String email = "owner" + ++users + "@devices.example";

    @Test
    void aRevokedDeviceStopsAtOnceAndTheOthersGoOn() {
        register();
        Reply laptop = login("laptop");
        Reply phone = login("phone");
        Client onLaptop = as(laptop);
        assertThat(names(onLaptop.get("/devices"))).containsExactly("phone", "laptop");
        assertThat(onLaptop.get("/devices").json().at("/items/1/current").asBoolean())
                .isTrue();
        assertThat(onLaptop.get("/devices").json().at("/items/0/current").asBoolean())
                .isFalse();

        assertThat(as(phone).get("/account").status()).isEqualTo(200);
        assertThat(onLaptop.delete("/devices/" + phone.at("/device_id")).status())
                .isEqualTo(204);
        assertThat(as(phone).get("/account").status()).isEqualTo(401);
        assertThat(anonymous
                        .post("/auth/refresh", Map.of("refresh_token", phone.at("/refresh_token")))
                        .status())
                .isEqualTo(401);
        assertThat(names(onLaptop.get("/devices"))).containsExactly("laptop");
        assertThat(onLaptop.delete("/devices/" + phone.at("/device_id")).status())
                .isEqualTo(204);
    }

    @Test
    void theDevicesOfOthersAreNotThere() {
        register();
        Reply mine = login("laptop");
        Client stranger = Client.newUser(RunningApi.shared(), "laptop");
        Reply refused = stranger.delete("/devices/" + mine.at("/device_id"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.at("/code")).isEqualTo("not_found");
        assertThat(as(mine).get("/account").status()).isEqualTo(200);
    }

    @Test
    void aListOfDevicesHasPages() {
        register();
        Client client = as(login("one"));
        login("two");
        login("three");
        Reply first = client.get("/devices?limit=2");
        assertThat(names(first)).containsExactly("three", "two");
        Reply second = client.get("/devices?limit=2&cursor=" + first.at("/next_cursor"));
        assertThat(names(second)).containsExactly("one");
        assertThat(second.json().at("/has_more").asBoolean()).isFalse();
        assertThat(client.get("/devices?cursor=bm9uZQ").at("/field")).isEqualTo("cursor");
    }

    private void register() {
        anonymous.post("/auth/register", Map.of("email", email, "password", "correct horse"));
    }

    private Reply login(String device) {
        return anonymous.post(
                "/auth/login", Map.of("email", email, "password", "correct horse", "device_name", device));
    }

    private Client as(Reply tokens) {
        return anonymous.with("Authorization", "Bearer " + tokens.at("/access_token"));
    }

    private static List<String> names(Reply page) {
        return StreamSupport.stream(page.json().get("items").spliterator(), false)
                .map(item -> item.get("device_name").asString())
                .toList();
    }
}
