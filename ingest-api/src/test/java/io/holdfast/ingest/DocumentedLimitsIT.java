package io.holdfast.ingest;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The limits that {@code docs/api.md} lists: what is at the limit is taken, what is beyond it is refused as it says. */
class DocumentedLimitsIT {
    private static final Client ADA = Client.newUser(RunningApi.shared(), "laptop");
    private static final Client NOBODY = Client.anonymous(RunningApi.shared());

    @ParameterizedTest
    @CsvSource({"255, 201", "256, 400"})
    void aNameHas255Bytes(int bytes, int status) {
        String name = "\u00e9".repeat(bytes / 2) + "n".repeat(bytes % 2);
        expect(ADA.post("/folders", Map.of("path", "/" + name)), status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"4096, 201", "4097, 400"})
    void aPathHas4096Bytes(int bytes, int status) {
        StringBuilder path = new StringBuilder();
        while (path.length() < bytes - 256) {
            path.append('/').append("p".repeat(200));
        }
        path.append('/').append("q".repeat(bytes - path.length()));
        String whole = path.toString();
        int last = whole.lastIndexOf('/');
        assertThat(whole.length() - last).isLessThanOrEqualTo(256);
        expect(ADA.post("/folders", Map.of("path", whole)), status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"256, 201", "257, 400"})
    void aPathHas256Names(int names, int status) {
        expect(ADA.post("/folders", Map.of("path", "/d".repeat(names))), status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "1001, 400"})
    void aPageHas1000Items(int limit, int status) {
        expect(ADA.get("/folders/root/children?limit=" + limit), status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"1048576, 201", "1048577, 413"})
    void aJsonBodyHasAMebibyte(int bytes, int status) {
        String start = "{\"path\":\"/json" + bytes + "\"";
        String body = start + " ".repeat(bytes - start.length() - 1) + "}";
        Reply reply =
                ADA.with("Content-Type", "application/json").send("POST", "/folders", BodyPublishers.ofString(body));
        expect(reply, status, "too_large");
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "201, 400"})
    void anIdempotencyKeyHas200Characters(int length, int status) {
        Map<String, Object> empty = Map.of("path", "/key", "file_size", 0, "chunks", List.of());
        Client keyed = ADA.with("Idempotency-Key", "k".repeat(length));
        expect(keyed.post("/files/upload/initiate", empty), status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "email, 254, 401",
        "email, 255, 400",
        "password, 256, 401",
        "password, 257, 400",
        "device_name, 100, 401",
        "device_name, 101, 400",
        "device_type, 100, 401",
        "device_type, 101, 400",
        "otp, 16, 401",
        "otp, 17, 400"
    })
    void theFieldsOfALogIn(String field, int length, int status) {
        String value = field.equals("email") ? "a".repeat(length - 2) + "@b" : "a".repeat(length);
        Map<String, String> login =
                new java.util.HashMap<>(Map.of("email", "no@such.user", "password", "some password"));
        login.put(field, value);
        expect(NOBODY.post("/auth/login", login), status, status == 401 ? "unauthorized" : "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"200, 401, unauthorized", "201, 400, invalid_request"})
    void aRefreshTokenHas200Characters(int length, int status, String code) {
        expect(NOBODY.post("/auth/refresh", Map.of("refresh_token", "t".repeat(length))), status, code);
    }

    @ParameterizedTest
    @CsvSource({"7, 400", "8, 201"})
    void aPasswordHas8Characters(int length, int status) {
        Map<String, String> account =
                Map.of("email", "short" + length + "@limits.example", "password", "p".repeat(length));
        expect(NOBODY.post("/auth/register", account), status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"7000, 200", "8300, 400"})
    void theHeadersOfARequestHave8Kibibytes(int length, int status) {
        expect(ADA.with("X-Padding", "x".repeat(length)).get("/account"), status, "invalid_request");
    }

    @Test
    void jsonIsNestedAtMost500Deep() {
        String body = "{\"path\":" + "[".repeat(501) + "]".repeat(501) + "}";
        expect(
                ADA.raw("POST", "/folders", "application/json", body.getBytes(StandardCharsets.UTF_8)),
                400,
                "invalid_request");
    }

    @Test
    void everyNumberIsInTheDocs() throws IOException {
        String docs = Files.readString(Path.of("../docs/api.md"));
        assertThat(docs.substring(docs.indexOf("**Limits.**")))
                .contains(
                        "255 bytes",
                        "4,096 bytes",
                        "256 names",
                        "8 MiB",
                        "64 KiB",
                        "262,144",
                        "1,000 items",
                        "1 MiB",
                        "48 MiB",
                        "200 visible",
                        "254 characters",
                        "8 to 256 characters",
                        "100 characters",
                        "8 KiB",
                        "500 deep");
    }

    private static void expect(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        if (status >= 400) {
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reply.at("/code")).isEqualTo(code);
        }
    }
}
