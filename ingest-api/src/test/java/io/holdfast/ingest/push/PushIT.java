package io.holdfast.ingest.push;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Pushed;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Push without Kafka: every device learns by comparison, a little later. */
class PushIT {
    private static final Duration QUIET = Duration.ofMillis(700);

    private static final RunningApi API = RunningApi.start(
            "127.0.0.1:1",
            "--limits.auth-per-address=off",
            "--push.compare-heads=150ms",
            "--push.check-devices=100ms",
            "--push.heartbeat=1s",
            "--push.shortest-poll=100ms",
            "--push.connections-per-account=6");

    private final Client laptop = Client.newUser(API, "laptop");
    private final String email = laptop.get("/account").at("/email");
    private final Client phone = Client.anonymous(API).loggedIn(email, "phone");

    @AfterAll
    static void stop() {
        API.stop();
    }

    @Test
    void theOtherDeviceIsToldAndTheOneThatDidItIsNot() {
        try (Pushed toPhone = Pushed.socket(phone, "");
                Pushed toLaptop = Pushed.socket(laptop, "");
                Pushed stream = Pushed.stream(phone, "")) {
            long before = toPhone.next("ready").path("seq").asLong();
            toLaptop.next("ready");
            stream.next("ready");
            laptop.upload("/a", new byte[] {1});
            JsonNode changed = toPhone.next("changed");
            assertThat(changed.path("seq").asLong()).isGreaterThan(before);
            assertThat(changed.path("namespace_id").asString())
                    .isEqualTo(laptop.get("/account").at("/namespace_id"));
            assertThat(stream.next("changed").path("seq").asLong())
                    .isEqualTo(changed.path("seq").asLong());
            assertThat(toLaptop.next(QUIET).isMissingNode()).isTrue();
        }
    }

    @Test
    void whoComesWithACursorIsToldAtOnceWhatOthersDidMeanwhile() {
        String cursor = phone.get("/sync/cursor").at("/cursor");
        laptop.upload("/a", new byte[] {1});
        String query = "?cursor=" + cursor;
        try (Pushed socket = Pushed.socket(phone, query);
                Pushed stream = Pushed.stream(phone, query);
                Pushed own = Pushed.socket(laptop, query)) {
            socket.next("ready");
            socket.next("changed");
            stream.next("ready");
            stream.next("changed");
            own.next("ready");
            assertThat(own.next(QUIET).isMissingNode()).isTrue();
        }
        assertThat(poll(phone, cursor, 60).text()).isEqualTo("{\"changes\":true}");
    }

    @Test
    void aStreamGoesOnBehindItsLastEvent() {
        String last;
        try (Pushed stream = Pushed.stream(phone, "")) {
            stream.next("ready");
            stream.nextId();
            laptop.upload("/a", new byte[] {1});
            stream.next("changed");
            last = stream.nextId();
        }
        try (Pushed again = Pushed.stream(phone, "", "Last-Event-ID", last)) {
            again.next("ready");
            assertThat(again.next(QUIET).isMissingNode()).as("nothing is new").isTrue();
        }
        laptop.upload("/b", new byte[] {1});
        try (Pushed again = Pushed.stream(phone, "", "Last-Event-ID", last)) {
            again.next("ready");
            again.next("changed");
        }
    }

    @Test
    void aPollWakesForOthersOnlyAndMissesNothingInBetween() throws Exception {
        String cursor = phone.get("/sync/cursor").at("/cursor");
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> poll(phone, cursor, 60));
        phone.upload("/own", new byte[] {1});
        assertThat(poll(phone, cursor, 1).text()).as("its own change").isEqualTo("{\"changes\":false}");
        assertThat(waiting.isDone()).isFalse();
        laptop.upload("/others", new byte[] {2});
        assertThat(waiting.get(30, TimeUnit.SECONDS).text()).isEqualTo("{\"changes\":true}");
        Reply delta = phone.get("/sync/delta?cursor=" + cursor);
        assertThat(delta.at("/changes/0/path") + delta.at("/changes/1/path")).isEqualTo("/own/others");
        assertThat(poll(phone, delta.at("/next_cursor"), 1).text()).isEqualTo("{\"changes\":false}");
    }

    @Test
    void aPollForAnUnfinishedListingAnswersAtOnce() {
        laptop.upload("/a", new byte[] {1});
        laptop.upload("/b", new byte[] {1});
        String middle = phone.get("/sync/delta?limit=1").at("/next_cursor");
        assertThat(poll(phone, middle, 60).text()).isEqualTo("{\"changes\":true}");
    }

    @Test
    void aBrowserShowsItsTokenAsASubprotocol() {
        try (Pushed socket = Pushed.browserSocket(phone)) {
            socket.next("ready");
            laptop.upload("/a", new byte[] {1});
            socket.next("changed");
        }
    }

    @Test
    void aRevokedDeviceIsCutOffAtOnce() {
        try (Pushed socket = Pushed.socket(phone, "");
                Pushed stream = Pushed.stream(phone, "")) {
            socket.next("ready");
            stream.next("ready");
            laptop.delete("/devices/" + deviceOf(phone));
            assertThat(socket.closeCode()).isEqualTo(4403);
            assertThat(stream.closeCode()).isZero();
        }
        assertThatThrownBy(() -> Pushed.socket(phone, ""))
                .hasRootCauseMessage("Unexpected HTTP response status code 401");
    }

    @Test
    void aDeviceThatAnotherProcessRevokedIsCutOffSoon() {
        try (Pushed socket = Pushed.socket(phone, "");
                Pushed stream = Pushed.stream(phone, "")) {
            socket.next("ready");
            stream.next("ready");
            API.sql("UPDATE device SET revoked_at = now() WHERE id = ?::uuid", deviceOf(phone));
            assertThat(socket.closeCode()).isEqualTo(4403);
            assertThat(stream.closeCode()).isZero();
        }
    }

    @Test
    void aStreamThatCannotBeLetInIsAnsweredAndOver() {
        API.sql("ALTER TABLE journal RENAME TO journal_away");
        try {
            Reply refused = phone.get("/sync/stream");
            assertThat(refused.status()).as("%s", refused).isEqualTo(500);
            assertThat(refused.at("/code")).isEqualTo("internal");
        } finally {
            API.sql("ALTER TABLE journal_away RENAME TO journal");
        }
    }

    @Test
    void oneConnectionTooManyOfADeviceEndsItsOldestAndOneOfAnAccountIsRefused() {
        Pushed[] sockets = new Pushed[5];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = Pushed.socket(phone, "");
            sockets[i].next("ready");
        }
        assertThat(sockets[0].closeCode()).isEqualTo(4409);
        try (Pushed first = Pushed.socket(laptop, "");
                Pushed second = Pushed.socket(laptop, "")) {
            first.next("ready");
            second.next("ready");
            Reply refused = poll(laptop, laptop.get("/sync/cursor").at("/cursor"), 60);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.at("/code")).isEqualTo("rate_limited");
            assertThat(refused.header("Retry-After")).isNotEmpty();
        }
        for (Pushed socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aBrokenConnectionIsNoticed() {
        Pushed socket = Pushed.socket(phone, "");
        socket.next("ready");
        assertThat(connections(phone)).isPositive();
        socket.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (connections(phone) > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(connections(phone)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sync/longpoll",
                "/sync/longpoll?cursor=nonsense",
                "/sync/longpoll?cursor=CURSOR&timeout=0",
                "/sync/longpoll?cursor=CURSOR&timeout=481",
                "/sync/longpoll?cursor=CURSOR&timeout=soon",
                "/sync/longpoll?cursor=FOREIGN",
                "/sync/stream?cursor=nonsense",
                "/sync/stream?cursor=FOREIGN",
                "/sync/ws",
                "/sync/ws?cursor=nonsense"
            })
    void refusesWhatMakesNoSense(String path) {
        String own = phone.get("/sync/cursor").at("/cursor");
        String foreign = Client.newUser(API, "x").get("/sync/cursor").at("/cursor");
        Reply reply = phone.get(path.replace("CURSOR", own).replace("FOREIGN", foreign));
        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.at("/code")).isEqualTo("invalid_request");
    }

    @Test
    void aHandshakeThatIsNoneIsAProblemToo() {
        Reply reply = phone.with("Sec-WebSocket-Version", "13").get("/sync/ws");
        assertThat(reply.at("/field")).isEqualTo("Upgrade");
        assertThat(Client.anonymous(API).get("/sync/stream").at("/code")).isEqualTo("unauthorized");
    }

    @Test
    void anAckIsNotedAndItsCursorIsChecked() {
        laptop.upload("/a", new byte[] {1});
        String cursor = phone.get("/sync/cursor").at("/cursor");
        assertThat(phone.post("/sync/ack", Map.of("cursor", cursor)).status()).isEqualTo(204);
        assertThat(lastSync(phone)).isNotEmpty();
        assertThat(phone.post("/sync/ack", Map.of("cursor", "nonsense")).status())
                .isEqualTo(400);
        assertThat(phone.post("/sync/ack", Map.of()).at("/field")).isEqualTo("cursor");
        laptop.upload("/b", new byte[] {2});
        phone.post("/sync/ack", Map.of("cursor", phone.get("/sync/cursor").at("/cursor")));
        assertThat(phone.get("/actuator/prometheus").text()).contains("holdfast_sync_latency_seconds_count");
    }

    private static Reply poll(Client client, String cursor, int seconds) {
        return client.get("/sync/longpoll?cursor=" + cursor + "&timeout=" + seconds);
    }

    private static String deviceOf(Client client) {
        for (JsonNode device : client.get("/devices").json().path("items")) {
            if (device.path("current").asBoolean()) {
                return device.path("device_id").asString();
            }
        }
        throw new AssertionError("the device is not listed");
    }

    private static String lastSync(Client client) {
        for (JsonNode device : client.get("/devices").json().path("items")) {
            if (device.path("current").asBoolean()) {
                return device.path("last_sync_at").asString("");
            }
        }
        throw new AssertionError("the device is not listed");
    }

    private static long connections(Client client) {
        return client.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("holdfast_push_connections"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
