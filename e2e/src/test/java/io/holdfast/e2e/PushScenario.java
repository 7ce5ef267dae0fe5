package io.holdfast.e2e;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A user with two devices: what one does the other hears, by every wire, and misses nothing while processes die. */
final class PushScenario {
    private final RunningSystem system;
    private final Client laptop;
    private final Client phone;

    PushScenario(RunningSystem system) {
        this.system = system;
        this.laptop = system.client().register("eve@example.org");
        this.phone = system.client().login("eve@example.org");
    }

    void run() throws Exception {
        everyWireHearsTheOtherDeviceAndNotItself();
        pushGoesOnAfterTheStreamsDied();
        whoComesBackAfterTheApiDiedMissesNothing();
    }

    private void everyWireHearsTheOtherDeviceAndNotItself() throws Exception {
        Ears socket = Ears.socket(phone, "");
        Ears stream = Ears.stream(phone);
        Ears own = Ears.socket(laptop, "");
        List.of(socket, stream, own).forEach(ears -> ears.hear("ready"));
        String cursor = cursor(phone);
        CompletableFuture<Client.Answer> poll =
                CompletableFuture.supplyAsync(() -> phone.get("/sync/longpoll?timeout=60&cursor=" + cursor));
        laptop.uploadWhole("/push/one", new byte[] {1});
        assertThat(pathIn(socket.hear("changed"))).isEqualTo("/push");
        assertThat(pathIn(stream.hear("changed"))).isEqualTo("/push");
        assertThat(poll.get(60, TimeUnit.SECONDS).json().path("changes").asBoolean())
                .isTrue();
        phone.uploadWhole("/push/two", new byte[] {2});
        JsonNode heard = own.hear("changed");
        assertThat(pathIn(heard))
                .as("its own change came first and was not told")
                .isEqualTo("/push/two");
    }

    private void pushGoesOnAfterTheStreamsDied() {
        Ears socket = Ears.socket(phone, "");
        long before = socket.hear("ready").path("seq").asLong();
        system.kill("streams");
        laptop.uploadWhole("/push/while-streams-are-down", new byte[] {3});
        assertThat(socket.hear("changed").path("seq").asLong()).isGreaterThan(before);
    }

    private void whoComesBackAfterTheApiDiedMissesNothing() {
        String cursor = cursor(phone);
        laptop.uploadWhole("/push/before-the-kill", new byte[] {4});
        system.killAndAwait("api");
        laptop.uploadWhole("/push/after-the-kill", new byte[] {5});
        Ears again = Ears.socket(phone, "?cursor=" + cursor);
        again.hear("ready");
        again.hear("changed");
        JsonNode missed = phone.get("/sync/delta?cursor=" + cursor).mustBe(200).json();
        assertThat(StreamSupport.stream(missed.path("changes").spliterator(), false)
                        .map(change -> change.path("path").asString()))
                .containsExactly("/push/before-the-kill", "/push/after-the-kill");
    }

    private static String cursor(Client device) {
        return device.get("/sync/cursor").mustBe(200).json().path("cursor").asString();
    }

    private static String pathIn(JsonNode message) {
        return message.at("/changes/0/path").asString();
    }
}
