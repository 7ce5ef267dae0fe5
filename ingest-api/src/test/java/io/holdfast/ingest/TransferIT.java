package io.holdfast.ingest;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TransferIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void whatIsUploadedInOneShotComesBackByteForByte() {
        byte[] content = random(20 << 20, 1);
        Reply uploaded = ada.upload("/docs/deep/big.bin", content, "mime_type", "image/png");
        assertThat(uploaded.status()).as("%s", uploaded).isEqualTo(201);
        assertThat(uploaded.at("/path")).isEqualTo("/docs/deep/big.bin");
        assertThat(uploaded.numberAt("/size")).isEqualTo(content.length);
        assertThat(uploaded.at("/status")).isEqualTo("committed");
        assertThat(uploaded.numberAt("/dedup/uploaded_bytes")).isEqualTo(content.length);

        Reply downloaded = ada.get("/files/" + uploaded.at("/file_id") + "/download");
        assertThat(downloaded.status()).isEqualTo(200);
        assertThat(downloaded.bytes()).isEqualTo(content);
        assertThat(downloaded.header("Content-Type")).isEqualTo("image/png");
        assertThat(downloaded.header("ETag")).isEqualTo("\"" + uploaded.at("/content_hash") + "\"");
        assertThat(downloaded.header("Content-Disposition")).contains("filename=\"big.bin\"");
    }

    @Test
    void fieldsMayComeBehindTheFile() {
        Reply uploaded = ada.form(Map.of(), new byte[] {1, 2, 3}, Map.of("path", "/late.bin"));
        assertThat(uploaded.status()).as("%s", uploaded).isEqualTo(201);
        assertThat(uploaded.at("/path")).isEqualTo("/late.bin");
    }

    @Test
    void anEmptyFileIsAFile() {
        Reply uploaded = ada.upload("/empty", new byte[0]);
        assertThat(uploaded.status()).as("%s", uploaded).isEqualTo(201);
        Reply downloaded = ada.get("/files/" + uploaded.at("/file_id") + "/download");
        assertThat(downloaded.status()).isEqualTo(200);
        assertThat(downloaded.bytes()).isEmpty();
    }

    @Test
    void theSameBytesInTheSameTreeNeedNotBeSentAgain() {
        byte[] content = random(3 << 20, 2);
        ada.upload("/mine.bin", content);
        Reply again = ada.upload("/again.bin", content);
        assertThat(again.numberAt("/dedup/uploaded_bytes")).isZero();
        assertThat(again.json().at("/dedup/dedup_ratio").asDouble()).isEqualTo(1.0);
    }

    @Test
    void rangesAreServedByTheRulesOfHttp() {
        byte[] content = random(6 << 20, 3);
        Reply uploaded = ada.upload("/ranges.bin", content);
        String url = "/files/" + uploaded.at("/file_id") + "/download";

        Reply middle = ada.with("Range", "bytes=1000000-4999999").get(url);
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 1000000-4999999/" + content.length);
        assertThat(middle.bytes()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 5_000_000));
        assertThat(ada.with("Range", "bytes=-10").get(url).bytes())
                .isEqualTo(Arrays.copyOfRange(content, content.length - 10, content.length));
        assertThat(ada.with("Range", "bytes=6291450-").get(url).bytes()).hasSize(6);
        assertThat(ada.with("Range", "bytes=9999999-").get(url)).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(416);
            assertThat(reply.header("Content-Range")).isEqualTo("bytes */" + content.length);
            assertThat(reply.at("/code")).isEqualTo("requested_range_not_satisfiable");
        });
        String etag = uploaded.at("/content_hash");
        assertThat(ada.with("Range", "bytes=0-9")
                        .with("If-Range", "\"" + etag + "\"")
                        .get(url)
                        .status())
                .isEqualTo(206);
        assertThat(ada.with("Range", "bytes=0-9")
                        .with("If-Range", "\"other\"")
                        .get(url)
                        .status())
                .isEqualTo(200);
        assertThat(ada.with("If-None-Match", "\"" + etag + "\"").get(url).status())
                .isEqualTo(304);
    }

    @Test
    void manyRangesAtOnceGiveTheWholeOfOneVersion() {
        byte[] content = random(5 << 20, 4);
        Reply uploaded = ada.upload("/parallel.bin", content);
        ada.upload("/parallel.bin", new byte[] {1}, "base_version", "1");
        String url = "/files/" + uploaded.at("/file_id") + "/download?version=1";
        int piece = 700_001;
        List<CompletableFuture<byte[]>> pieces = new ArrayList<>();
        for (int from = 0; from < content.length; from += piece) {
            String range = "bytes=" + from + "-" + (from + piece - 1);
            pieces.add(CompletableFuture.supplyAsync(() -> {
                Reply reply = ada.with("Range", range)
                        .with("If-Range", "\"" + uploaded.at("/content_hash") + "\"")
                        .get(url);
                assertThat(reply.status()).isEqualTo(206);
                return reply.bytes();
            }));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(part -> whole.writeBytes(part.join()));
        assertThat(whole.toByteArray()).isEqualTo(content);
        Reply head = ada.with("Range", "bytes=10-19").send("HEAD", url, BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(206);
        assertThat(head.header("Content-Length")).isEqualTo("10");
        assertThat(head.header("Content-Range")).isEqualTo("bytes 10-19/" + content.length);
        assertThat(ada.with("Range", "bytes=0-9")
                        .with("If-Range", "Sat, 21 Nov 2026 10:00:00 GMT")
                        .get(url)
                        .status())
                .as("a date never holds")
                .isEqualTo(200);
    }

    @Test
    void aHeadAnswersLikeADownloadWithoutItsBytes() {
        Reply uploaded = ada.upload("/naïve \"name\".txt", new byte[] {1, 2, 3});
        Reply head = ada.send("HEAD", "/files/" + uploaded.at("/file_id") + "/download", BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("3");
        assertThat(head.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"na_ve _name_.txt\"; filename*=UTF-8''na%C3%AFve%20%22name%22.txt");
    }

    @Test
    void anOldVersionCanBeDownloaded() {
        Reply first = ada.upload("/versions.txt", new byte[] {1});
        Reply second = ada.upload("/versions.txt", new byte[] {2}, "base_version", "1");
        assertThat(second.numberAt("/version")).as("%s", second).isEqualTo(2);
        String url = "/files/" + first.at("/file_id");
        assertThat(ada.get(url + "/download").bytes()).containsExactly(2);
        assertThat(ada.get(url + "/download?version=1").bytes()).containsExactly(1);
        assertThat(ada.get(url + "/download?version=3").status()).isEqualTo(404);
        assertThat(ada.get(url + "/versions").json().at("/versions").size()).isEqualTo(2);
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
