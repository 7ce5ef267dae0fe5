package io.holdfast.ingest.archive;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchiveIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void aFolderComesAsAZip() throws IOException {
        byte[] large = random(3 << 20, 1);
        ada.upload("/Fotos ü/2026/groß.bin", large);
        ada.upload("/Fotos ü/a\\b.txt", new byte[] {1});
        ada.post("/folders", Map.of("path", "/Fotos ü/leer"));
        String gone = ada.upload("/Fotos ü/gone", new byte[] {2}).at("/file_id");
        ada.delete("/files/" + gone);
        String folder = ada.get("/folders/root/children").at("/items/0/file_id");

        Reply zip = ada.get("/folders/" + folder + "/download");
        assertThat(zip.status()).as("%s", zip).isEqualTo(200);
        assertThat(zip.header("Content-Type")).isEqualTo("application/zip");
        assertThat(zip.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Fotos _.zip\"; filename*=UTF-8''Fotos%20%C3%BC.zip");
        Map<String, byte[]> content = unpacked(zip.bytes());
        assertThat(content.keySet())
                .containsExactlyInAnyOrder(
                        "Fotos ü/", "Fotos ü/2026/", "Fotos ü/2026/groß.bin", "Fotos ü/a_b.txt", "Fotos ü/leer/");
        assertThat(content.get("Fotos ü/2026/groß.bin")).isEqualTo(large);
        assertThat(unpacked(ada.get("/folders/root/download").bytes())).containsKeys("Fotos ü/a_b.txt");
    }

    @Test
    void moreThanAPageIsWalkedWhole() throws IOException {
        for (int i = 0; i < 103; i++) {
            ada.post("/folders", Map.of("path", "/many/f" + i));
        }
        String many = ada.get("/files/by-path?path=/many").at("/file_id");
        assertThat(unpacked(ada.get("/folders/" + many + "/download").bytes())).hasSize(104);
    }

    @Test
    void aHeadHasItsHeadersOnly() {
        Reply head = ada.send("HEAD", "/folders/root/download", BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Disposition")).contains("filename=\"files.zip\"");
    }

    @Test
    void aBlockThatCannotBeReadBreaksTheConnection() throws IOException {
        ada.upload("/broken/a.bin", random(1 << 20, 2));
        Set<Path> before = objects();
        ada.upload("/broken/b.bin", random(1 << 20, 3));
        for (Path object : objects()) {
            if (!before.contains(object)) {
                Files.delete(object);
            }
        }
        String folder = ada.get("/files/by-path?path=/broken").at("/file_id");
        assertThatThrownBy(() -> ada.get("/folders/" + folder + "/download")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whatIsNoFolderOfTheCallersIsNotFound() {
        String file = ada.upload("/file", new byte[] {1}).at("/file_id");
        String foreign = Client.newUser(RunningApi.shared(), "x")
                .post("/folders", Map.of("path", "/theirs"))
                .at("/file_id");
        for (String id : new String[] {file, foreign, "nonsense"}) {
            assertThat(ada.get("/folders/" + id + "/download").at("/code")).isEqualTo("not_found");
        }
    }

    private static Set<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(RunningApi.shared().blocks())) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
