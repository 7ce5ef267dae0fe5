package io.holdfast.ingest.http;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is refused is told what would have been taken. */
class RefusalIT {
    private static final Client ADA = Client.newUser(RunningApi.shared(), "laptop");

    @ParameterizedTest
    @CsvSource({
        "PATCH, /sync/delta, GET",
        "GET, /files/upload, POST",
        "DELETE, /files/upload, POST",
        "DELETE, /files/by-path, GET",
        "PATCH, /files/by-path, GET",
        "DELETE, /files/upload/initiate, POST"
    })
    void anotherMethodIsToldTheMethodsOfThePath(String method, String path, String allowed) {
        Reply reply = ADA.with("Content-Type", "application/json").send(method, path, BodyPublishers.ofString("{}"));
        assertThat(reply.status()).as("%s", reply).isEqualTo(405);
        assertThat(reply.at("/code")).isEqualTo("method_not_allowed");
        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.at("/detail")).contains(method, allowed);
        assertThat(reply.at("/instance")).isEqualTo("/api/v1" + path);
    }

    @Test
    void anotherMediaTypeIsToldWhatIsReadAndWhatIsAnswered() {
        Reply sent = ADA.raw("POST", "/folders", "text/plain", new byte[] {'x'});
        assertThat(sent.status()).isEqualTo(415);
        assertThat(sent.at("/detail")).contains("application/json", "text/plain");
        Reply bundle =
                ADA.raw("POST", "/uploads/00000000-0000-0000-0000-000000000001/blocks", "text/plain", new byte[1]);
        assertThat(bundle.at("/detail")).contains("application/vnd.holdfast.blocks", "text/plain");
        Reply asked = ADA.with("Accept", "text/html").get("/account");
        assertThat(asked.status()).isEqualTo(406);
        assertThat(asked.at("/detail")).contains("application/json", "'Accept'");
    }

    @ParameterizedTest
    @CsvSource({
        "/folders/root/children?limt=5, limt",
        "/sync/delta?Limit=5, Limit",
        "/account?x=y, x",
        "/files/by-path?path=/&path2=/, path2",
        "/devices?%6Cimi%74=5&%C3%BC, ü",
        "/sync/longpoll, cursor",
        "/files/by-path, path"
    })
    void aParameterThatIsUnknownOrMissingIsNamed(String path, String field) {
        Reply reply = ADA.get(path);
        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.at("/code")).isEqualTo("invalid_request");
        assertThat(reply.at("/field")).isEqualTo(field);
        assertThat(reply.at("/detail")).contains("'" + field + "'");
    }

    @ParameterizedTest
    @CsvSource({"0", "1001", "99999999999", "99999999999999999999999", "ten"})
    void aLimitOutOfBoundsIsToldTheBounds(String limit) {
        Reply reply = ADA.get("/sync/delta?limit=" + limit);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/field")).isEqualTo("limit");
        assertThat(reply.at("/detail")).contains("between 1 and 1000").contains(limit);
    }

    @Test
    void aRangeBehindTheEndIsToldWhereThatIs() {
        String path = "/files/" + ADA.upload("/range", new byte[10]).at("/file_id") + "/download";
        Reply reply = ADA.with("Range", "bytes=10-").get(path);
        assertThat(reply.status()).isEqualTo(416);
        assertThat(reply.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.at("/detail")).contains("10 bytes");
        assertThat(reply.at("/instance")).isEqualTo("/api/v1" + path);
    }

    @Test
    void aFileWithoutAMediaTypeIsBytes() {
        Reply made = ADA.upload("/untyped", new byte[] {1});
        assertThat(made.json().has("mime_type")).isFalse();
        assertThat(ADA.get("/files/" + made.at("/file_id") + "/download").header("Content-Type"))
                .isEqualTo("application/octet-stream");
    }

    @Test
    void oneBlockIsOne() {
        Map<String, Object> chunk = Map.of("index", 0, "size", 5, "hash", "0".repeat(64));
        Reply opened =
                ADA.post("/files/upload/initiate", Map.of("path", "/one", "file_size", 5, "chunks", List.of(chunk)));
        assertThat(ADA.post("/uploads/" + opened.at("/upload_id") + "/commit").at("/detail"))
                .startsWith("1 block is missing");
    }
}
