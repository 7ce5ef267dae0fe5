package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static io.holdfast.ingest.upload.Blocks.file;
import static io.holdfast.ingest.upload.Blocks.hash;
import static io.holdfast.ingest.upload.Blocks.random;
import static org.assertj.core.api.Assertions.assertThat;

/** Room, time, and bytes that never come. */
class RoomAndTimeIT {
    private final RunningApi api = RunningApi.shared();
    private final Client ada = Client.newUser(api, "laptop");

    @Test
    void whatDoesNotFitIsRefusedBeforeAByteMoves() {
        quota(100_000);
        byte[] block = random(100_001, 41);
        full(ada.post("/files/upload/initiate", file("/large", block)), 100_001);
        full(
                Blocks.initiateBatch(ada, List.of(file("/a", random(60_000, 42)), file("/b", random(50_000, 43)))),
                110_000);
        full(ada.upload("/large", new byte[300_000]), -1);
        assertThat(ada.upload("/fits", new byte[50_000]).status()).isEqualTo(201);
        full(ada.upload("/more", random(50_001, 47)), 50_001);
    }

    @Test
    void whatIsOpenCountsAndWhatEndsDoesNot() {
        quota(100_000);
        Reply first = ada.post("/files/upload/initiate", file("/first", random(60_000, 51)));
        Reply second = ada.post("/files/upload/initiate", file("/second", random(60_000, 52)));
        full(second, 60_000);
        assertThat(second.numberAt("/used")).isZero();
        assertThat(second.numberAt("/reserved")).isEqualTo(60_000);
        assertThat(second.at("/detail")).contains("open uploads hold 60000");
        full(ada.upload("/third", random(40_001, 53)), 40_001);
        assertThat(ada.upload("/fits", random(40_000, 54)).status()).isEqualTo(201);
        quota(140_000);
        assertThat(ada.upload("/fits", random(40_000, 56), "on_conflict", "fail")
                        .status())
                .isEqualTo(409);
        assertThat(ada.upload("/fits", random(40_000, 57)).status())
                .as("what was refused holds no room")
                .isEqualTo(201);
        quota(180_000);
        ada.delete("/uploads/" + first.at("/upload_id"));
        full(ada.post("/files/upload/initiate", file("/second", random(100_001, 52))), 100_001);
        assertThat(ada.post("/files/upload/initiate", file("/second", random(100_000, 52)))
                        .status())
                .isEqualTo(200);
    }

    /** Its form is longer than the room; the file in it is not. */
    @Test
    void whatFitsToTheByteFitsHoweverItComes() {
        quota(300_000);
        assertThat(ada.upload("/sized", random(200_000, 55)).status()).isEqualTo(201);
        byte[] form = ("--b\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n/unsized\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"file\"\r\n\r\n" + "x".repeat(100_000)
                        + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Reply unsized = ada.with("Content-Type", "multipart/form-data; boundary=b")
                .send(
                        "POST",
                        "/files/upload",
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(form)));
        assertThat(unsized.status()).as("%s", unsized).isEqualTo(201);
        Reply more = ada.upload("/more", new byte[] {1});
        full(more, 1);
        assertThat(more.numberAt("/used")).isEqualTo(300_000);
        assertThat(more.numberAt("/reserved")).isZero();
    }

    /** Nobody says how long it is: it is cut off once what came does not fit any more. */
    @Test
    void aStreamOfUnknownLengthIsCutOffWhenTheRoomIsUsedUp() {
        quota(6L << 20);
        byte[] form = ("--b\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n/s\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"file\"\r\n\r\n" + "x".repeat(40 << 20)
                        + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Reply reply = ada.with("Content-Type", "multipart/form-data; boundary=b")
                .send(
                        "POST",
                        "/files/upload",
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(form)));
        full(reply, -1);
    }

    @Test
    void theCommitLooksAgain() {
        byte[] block = random(90_000, 44);
        Reply single = ada.post("/files/upload/initiate", file("/single", block));
        Reply batch = Blocks.initiateBatch(ada, List.of(file("/b1", random(5, 45)), file("/b2", block)));
        Blocks.send(ada, single, block);
        Blocks.send(ada, batch, random(5, 45), block);
        quota(80_000);
        full(Blocks.commit(ada, single), 90_000);
        Reply partly = Blocks.commit(ada, batch);
        assertThat(partly.at("/files/0/status")).isEqualTo("committed");
        assertThat(partly.at("/files/1/problem/code")).isEqualTo("quota_exceeded");
        assertThat(partly.numberAt("/files/1/problem/used")).isEqualTo(5);
        quota(1L << 40);
        assertThat(Blocks.commit(ada, single).status()).isEqualTo(200);
        assertThat(Blocks.commit(ada, batch).at("/status")).isEqualTo("committed");
    }

    @Test
    void anUploadWhoseTimeIsOverIsExpiredAndTakesNothingMore() {
        byte[] block = random(900, 46);
        Reply opened = ada.post("/files/upload/initiate", file("/late", block));
        String upload = "/uploads/" + opened.at("/upload_id");
        api.sql(
                "UPDATE upload_session SET lease_until = now() - interval '1 second' WHERE id = ?",
                UUID.fromString(opened.at("/upload_id")));
        Reply put = ada.put(upload + "/blocks/" + hash(block), block);
        assertThat(put.status()).isEqualTo(409);
        assertThat(put.at("/detail")).contains("expired");
        assertThat(ada.get(upload).at("/state")).isEqualTo("expired");
        assertThat(Blocks.send(ada, opened, block).status()).isEqualTo(409);
        assertThat(ada.post(upload + "/commit").status()).isEqualTo(409);
        assertThat(ada.delete(upload).status()).as("ended already").isEqualTo(204);
        assertThat(ada.get(upload).at("/state")).isEqualTo("expired");
        assertThat(ada.post("/files/upload/initiate", file("/late", block))
                        .json()
                        .at("/chunks_needed")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theKeyOfAnUploadWhoseTimeIsOverOpensANewOne() {
        Client keyed = ada.with("Idempotency-Key", "expires");
        Reply first = keyed.post("/files/upload/initiate", file("/keyed", random(900, 48)));
        assertThat(keyed.post("/files/upload/initiate", file("/keyed", random(900, 48)))
                        .at("/upload_id"))
                .isEqualTo(first.at("/upload_id"));
        api.sql(
                "UPDATE upload_session SET lease_until = now() - interval '1 second' WHERE id = ?",
                UUID.fromString(first.at("/upload_id")));
        Reply second = keyed.post("/files/upload/initiate", file("/keyed", random(900, 48)));
        assertThat(second.status()).as("%s", second).isEqualTo(200);
        assertThat(second.at("/upload_id")).isNotEqualTo(first.at("/upload_id"));
        Blocks.send(ada, second, random(900, 48));
        assertThat(Blocks.commit(ada, second).at("/status")).isEqualTo("committed");
    }

    /** The client dies in the middle of a form: nothing of it is a file, and the server goes on. */
    @Test
    void aFormThatBreaksOffIsNoFile() throws IOException {
        for (String rest :
                List.of("--b\r\nContent-Disp", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc")) {
            Reply cut = ada.raw(
                    "POST",
                    "/files/upload",
                    "multipart/form-data; boundary=b",
                    ("--b\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n/cut\r\n" + rest)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(cut.status()).as("%s", cut).isEqualTo(400);
            assertThat(cut.at("/detail")).contains("cut off");
        }
        assertThat(brokenOff("POST /api/v1/files/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\n"))
                .isNotEmpty();
        assertThat(ada.get("/files/by-path?path=/cut").status()).isEqualTo(404);
    }

    @Test
    void aFormOfTheWrongShapeIsRefused() {
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=" + "b".repeat(71))) {
            assertThat(ada.raw("POST", "/files/upload", type, new byte[10]).at("/field"))
                    .isEqualTo("Content-Type");
        }
        Reply late = ada.form(Map.of(), new byte[] {1}, Map.of("path", "/a/../b"));
        assertThat(late.at("/code")).isEqualTo("invalid_request");
        Reply quoted = ada.raw(
                "POST",
                "/files/upload",
                "multipart/form-data; boundary=\"a b\"",
                "--a b\r\nContent-Disposition: form-data; name=path\r\n\r\n/quoted\r\n--a b\r\nContent-Disposition: form-data; "
                        .concat("name=\"file\"; filename=\"x\"\r\n\r\nhello\r\n--a b--")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(quoted.status()).as("%s", quoted).isEqualTo(201);
        assertThat(quoted.numberAt("/size")).isEqualTo(5);
    }

    private String brokenOff(String head) throws IOException {
        URI address = api.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Authorization: " + ada.header("Authorization") + "\r\n\r\n--b\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void quota(long bytes) {
        UUID namespace = UUID.fromString(ada.get("/account").at("/namespace_id"));
        api.sql("UPDATE namespace SET quota_bytes = ? WHERE id = ?", bytes, namespace);
    }

    private static void full(Reply reply, long asked) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(413);
        assertThat(reply.at("/code")).isEqualTo("quota_exceeded");
        assertThat(reply.json().has("quota") && reply.json().has("used")).isTrue();
        assertThat(asked < 0 || reply.numberAt("/asked") == asked)
                .as("%s", reply)
                .isTrue();
    }
}
