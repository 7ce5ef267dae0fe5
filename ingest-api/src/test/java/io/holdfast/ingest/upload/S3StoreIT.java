package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import io.holdfast.testkit.s3.S3Server;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The API with its blocks in a bucket: by settings alone. */
@ExtendWith(OutputCaptureExtension.class)
class S3StoreIT {
    @Test
    void aFileGoesIntoTheBucketAndComesOutOfIt(CapturedOutput log) {
        S3Server server = S3Server.shared();
        String bucket = server.createBucket();
        RunningApi api = RunningApi.start(
                "127.0.0.1:1",
                "--blocks.backend=s3",
                "--blocks.s3.endpoint=" + server.endpoint(),
                "--blocks.s3.bucket=" + bucket,
                "--blocks.s3.access-key=" + S3Server.ACCESS_KEY,
                "--blocks.s3.secret-key=" + S3Server.SECRET_KEY);
        try {
            Client ada = Client.newUser(api, "laptop");
            byte[] content = new byte[3_000_000];
            new Random(1).nextBytes(content);
            assertThat(ada.upload("/a.bin", content).status()).isEqualTo(201);
            String file = ada.get("/files/by-path?path=/a.bin").at("/file_id");
            assertThat(ada.get("/files/" + file + "/download").bytes()).isEqualTo(content);
            assertThat(Files.exists(api.blocks())).as("a local block directory").isFalse();
            server.wipe(bucket);
            Reply away = ada.get("/files/" + file + "/download");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.text()).contains("unavailable").doesNotContain(bucket);
            assertThat(away.header("X-Request-Id")).isNotEmpty();
            assertThat(log.getAll().lines())
                    .as("what the store said, with the id of the request")
                    .anyMatch(line -> line.contains(away.header("X-Request-Id")) && line.contains(bucket));
            Reply health = ada.get("/actuator/health");
            assertThat(health.at("/components/blocks/status")).isEqualTo("DOWN");
            assertThat(health.text()).doesNotContain(bucket);
        } finally {
            api.stop();
        }
    }
}
