package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import io.holdfast.testkit.s3.S3Server;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.holdfast.ingest.upload.Blocks.commit;
import static io.holdfast.ingest.upload.Blocks.hash;
import static io.holdfast.ingest.upload.Blocks.random;
import static io.holdfast.ingest.upload.DirectClient.confirm;
import static io.holdfast.ingest.upload.DirectClient.initiate;
import static io.holdfast.ingest.upload.DirectClient.offer;
import static io.holdfast.ingest.upload.DirectClient.put;
import static io.holdfast.ingest.upload.DirectClient.strings;
import static io.holdfast.ingest.upload.DirectClient.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Blocks that go straight to the bucket: the store checks the bytes, the API looks there, and everything else is as ever. */
@ExtendWith(OutputCaptureExtension.class)
class DirectUploadIT {
    private static RunningApi api;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        S3Server server = S3Server.shared();
        api = RunningApi.start(
                "127.0.0.1:1",
                "--limits.auth-per-address=off",
                "--blocks.backend=s3",
                "--blocks.s3.endpoint=" + server.endpoint(),
                "--blocks.s3.bucket=" + server.createBucket(),
                "--blocks.s3.access-key=" + S3Server.ACCESS_KEY,
                "--blocks.s3.secret-key=" + S3Server.SECRET_KEY,
                "--blocks.s3.direct-upload=true");
    }

    @AfterAll
    static void stop() {
        api.stop();
    }

    @Test
    void aFileGoesToTheBucketAndComesBack(CapturedOutput log) {
        Client ada = Client.newUser(api, "laptop");
        byte[] first = random(300_000, 1);
        byte[] second = random(70_000, 2);
        byte[] third = random(10, 3);
        Reply opened = initiate(ada, "/a.bin", first, second, third);
        assertThat(opened.at("/direct_url")).endsWith("/api/v1/uploads/" + opened.at("/upload_id") + "/direct");
        assertThat(ada.put("/uploads/" + opened.at("/upload_id") + "/blocks/" + hash(third), third)
                        .status())
                .isEqualTo(204);

        Reply offered = offer(ada, opened, first, second, third);
        assertThat(offered.status()).as("%s", offered).isEqualTo(200);
        assertThat(offered.header("Cache-Control")).contains("no-store");
        assertThat(strings(offered, "/held")).containsExactly(hash(third));
        assertThat(offered.json().get("urls")).hasSize(2);
        assertThat(put(offered, first)).isEqualTo(200);
        Reply early = confirm(ada, opened, first, second, third);
        assertThat(early.status()).as("%s", early).isEqualTo(409);
        assertThat(early.at("/code")).isEqualTo("missing_blocks");
        assertThat(strings(early, "/missing")).containsExactly(hash(second));
        assertThat(strings(early, "/confirmed")).containsExactlyInAnyOrder(hash(first), hash(third));

        assertThat(put(offered, second)).isEqualTo(200);
        assertThat(commit(ada, opened).at("/code")).as("not confirmed").isEqualTo("missing_blocks");
        assertThat(strings(confirm(ada, opened, second), "/confirmed")).containsExactly(hash(second));
        assertThat(confirm(ada, opened, first, second, third).status())
                .as("again")
                .isEqualTo(200);
        Reply committed = commit(ada, opened);
        assertThat(committed.at("/status")).as("%s", committed).isEqualTo("committed");
        byte[] back = ada.get("/files/" + committed.at("/files/0/file/file_id") + "/download")
                .bytes();
        assertThat(back).isEqualTo(join(first, second, third));
        assertThat(log.getAll()).doesNotContain("X-Amz-Signature");
    }

    @Test
    void theStoreRefusesOtherBytesAndASecondPut() {
        Client ada = Client.newUser(api, "laptop");
        byte[] block = random(1_000, 11);
        Reply opened = initiate(ada, "/b.bin", block);
        Reply offered = offer(ada, opened, block);
        assertThat(put(offered, block, random(1_000, 12))).isBetween(400, 499);
        Reply absent = confirm(ada, opened, block);
        assertThat(absent.at("/code")).isEqualTo("missing_blocks");
        assertThat(objectsOf(block)).isEmpty();
        assertThat(put(offered, block)).isEqualTo(200);
        assertThat(put(offered, block)).isEqualTo(412);
        Reply again = offer(ada, opened, block);
        assertThat(put(again, block)).as("the same object, asked for anew").isEqualTo(412);
        assertThat(objectsOf(block)).hasSize(1);
        assertThat(confirm(ada, opened, block).status()).isEqualTo(200);
        assertThat(offer(ada, opened, block).json().get("urls")).isEmpty();
    }

    @Test
    void anAbortedUploadsLatePutIsAnOrphanAndNoBlock() {
        Client ada = Client.newUser(api, "laptop");
        byte[] block = random(2_000, 21);
        Reply opened = initiate(ada, "/c.bin", block);
        Reply offered = offer(ada, opened, block);
        assertThat(ada.delete("/uploads/" + opened.at("/upload_id")).status()).isEqualTo(204);
        assertThat(put(offered, block)).isEqualTo(200);
        Reply refused = confirm(ada, opened, block);
        assertThat(refused.at("/code")).as("%s", refused).isEqualTo("conflict");
        assertThat(offer(ada, opened, block).at("/code")).isEqualTo("conflict");
        assertThat(rows(block)).isZero();

        Reply anew = initiate(ada, "/c.bin", block);
        assertThat(put(offer(ada, anew, block), block)).isEqualTo(200);
        assertThat(objectsOf(block)).as("another name").hasSize(2);
        assertThat(confirm(ada, anew, block).status()).isEqualTo(200);
        assertThat(rows(block)).isEqualTo(1);
    }

    @Test
    void aBlockOfSomebodyElseIsSentInFullAndKeptOnce() {
        byte[] block = random(3_000, 31);
        Client ada = Client.newUser(api, "laptop");
        Reply first = initiate(ada, "/d.bin", block);
        put(offer(ada, first, block), block);
        confirm(ada, first, block);
        commit(ada, first);

        Client eve = Client.newUser(api, "phone");
        Reply opened = initiate(eve, "/mine.bin", block);
        Reply offered = offer(eve, opened, block);
        assertThat(offered.json().get("urls")).as("as if nobody had it").hasSize(1);
        assertThat(confirm(eve, opened, block).at("/code")).isEqualTo("missing_blocks");
        assertThat(put(offered, block)).isEqualTo(200);
        assertThat(strings(confirm(eve, opened, block), "/confirmed")).containsExactly(hash(block));
        Reply committed = commit(eve, opened);
        assertThat(committed.at("/status")).as("%s", committed).isEqualTo("committed");
        assertThat(rows(block)).isEqualTo(1);
        assertThat(api.sql(
                        "UPDATE delete_intent SET reason = reason WHERE hash = ? AND reason = 'lost-race'", id(block)))
                .as("the second object is to be deleted")
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongInTheStoreIsRefusedAndGetsAnotherName() {
        Client ada = Client.newUser(api, "laptop");
        byte[] block = random(4_000, 41);
        Reply opened = initiate(ada, "/e.bin", block);
        Reply offered = offer(ada, opened, block);
        ObjectName name = ObjectName.parse(url(offered, block).getPath().replaceAll(".*/", ""));
        api.part(BlockStore.class).put(name, BlockBytes.wrap(random(1, 42)));
        Reply wrong = confirm(ada, opened, block);
        assertThat(wrong.status()).as("%s", wrong).isEqualTo(422);
        assertThat(wrong.at("/code")).isEqualTo("hash_mismatch");
        Reply again = offer(ada, opened, block);
        assertThat(url(again, block).getPath()).isNotEqualTo(url(offered, block).getPath());
        assertThat(put(again, block)).isEqualTo(200);
        assertThat(confirm(ada, opened, block).status()).isEqualTo(200);
    }

    @Test
    void nobodyElseAndNoOtherBlockIsServed() {
        Client ada = Client.newUser(api, "laptop");
        byte[] block = random(5_000, 51);
        Reply opened = initiate(ada, "/f.bin", block);
        Client eve = Client.newUser(api, "phone");
        assertThat(offer(eve, opened, block).at("/code")).isEqualTo("not_found");
        assertThat(confirm(eve, opened, block).at("/code")).isEqualTo("not_found");
        assertThat(offer(ada, opened, random(5_000, 52)).at("/code")).isEqualTo("not_found");
        String path = "/uploads/" + opened.at("/upload_id") + "/direct";
        assertThat(ada.post(path, Map.of("hashes", List.of())).at("/field")).isEqualTo("hashes");
        List<String> many = Stream.generate(() -> hash(block)).limit(65).toList();
        assertThat(ada.post(path, Map.of("hashes", many)).at("/code")).isEqualTo("too_large");
    }

    @Test
    void theUrlsEndWellBeforeTheUploadDoes() {
        Client ada = Client.newUser(api, "laptop");
        byte[] block = random(6_000, 61);
        Reply opened = initiate(ada, "/g.bin", block);
        Reply offered = offer(ada, opened, block);
        assertThat(Instant.parse(offered.at("/expires_at")).plusSeconds(300))
                .isBeforeOrEqualTo(Instant.parse(opened.at("/expires_at")));
        assertThat(url(offered, block).getQuery()).containsPattern("X-Amz-Expires=(29[0-9]|300)");
        int day = 24 * 60 * 60;
        api.sql(
                "UPDATE upload_session SET opened_at = now() - ? * interval '1 second', lease_until = now() + interval '3 minutes' WHERE id = ?",
                day - 180,
                UUID.fromString(opened.at("/upload_id")));
        Reply late = offer(ada, opened, block);
        assertThat(late.at("/code")).as("%s", late).isEqualTo("conflict");
    }

    @Test
    void aServerThatDoesNotOfferItSaysSo() {
        Client ada = Client.newUser(RunningApi.shared(), "laptop");
        byte[] block = random(7_000, 71);
        Reply opened = initiate(ada, "/h.bin", block);
        assertThat(opened.json().has("direct_url")).isFalse();
        Reply refused = offer(ada, opened, block);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("not_offered");
        assertThat(confirm(ada, opened, block).at("/code")).isEqualTo("not_offered");
    }

    @Test
    void theCommandsOfTheDocsWork() throws Exception {
        assumeThat(Stream.of("bash", "curl", "jq", "split", "sha256sum"))
                .as("programs of docs/api.md")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
        String page = Files.readString(Path.of("../docs/api.md"));
        String section = page.substring(page.indexOf("### Straight to the store"));
        Matcher commands = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(section);
        assertThat(commands.find()).isTrue();
        Client ada = Client.newUser(api, "laptop");
        byte[] video = random(9_000_000, 81);
        Files.write(folder.resolve("video.mp4"), video);
        Path script = Files.writeString(
                folder.resolve("direct.sh"),
                "set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 60 \"$@\"; }\nAPI="
                        + api.address() + "/api/v1; AUTH=" + "'Authorization: Bearer " + ada.token() + "'\n"
                        + commands.group(1)
                                .replace("/tmp/cut", folder + "/cut")
                                .replace(
                                        "$(jq -r .direct_url <<< \"$OPENED\")",
                                        "$API/uploads/$(jq -r .upload_id <<< \"$OPENED\")/direct"));
        Path printed = folder.resolve("direct.out");
        Process shell = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(shell.waitFor()).as(Files.readString(printed)).isZero();
        String file = ada.get("/files/by-path?path=/videos/direct.mp4").at("/file_id");
        assertThat(ada.get("/files/" + file + "/download").bytes()).isEqualTo(video);
        assertThat(objectsOf(Arrays.copyOf(video, 3 << 20))).hasSize(1);
    }

    private static Set<ObjectName> objectsOf(byte[] block) {
        try (Stream<StoredObject> listed = api.part(BlockStore.class).list()) {
            return listed.map(StoredObject::name)
                    .filter(name -> name.block().hex().equals(hash(block)))
                    .collect(Collectors.toSet());
        }
    }

    private static int rows(byte[] block) {
        return api.sql("UPDATE block SET touched_at = touched_at WHERE hash = ?", id(block));
    }

    private static byte[] id(byte[] block) {
        return BlockId.parse(hash(block)).bytes();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Stream.of(parts).forEach(whole::writeBytes);
        return whole.toByteArray();
    }
}
