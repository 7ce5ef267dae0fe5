package io.holdfast.standalone.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The log directory of the broker. */
public final class KafkaStorage {
    private KafkaStorage() {}

    /**
     * Formats the directory unless it is formatted.
     *
     * @param java the start of a command that runs a class of the broker's class path
     */
    public static void formatOnce(Path directory, Path properties, UUID clusterId, List<String> java)
            throws IOException, InterruptedException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                text(clusterId),
                "--config",
                properties.toString(),
                "--ignore-formatted"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("cannot format the Kafka directory " + directory + ":\n" + output.strip());
        }
    }

    /** Kafka's own writing of an id. */
    static String text(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
