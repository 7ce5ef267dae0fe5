package io.holdfast.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of {@code docs/api.md}, run as its reader would: one shell, from the top to the bottom. */
final class ApiGuide {
    private static final Path PAGE = Path.of("../docs/api.md");
    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final Pattern COMMANDS =
            Pattern.compile("^```bash\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    /** Whatever fails ends it; an HTTP error is a failure unless the page asks for it. */
    private static final String BEGIN = """
            set -euo pipefail
            curl() { command curl --fail-with-body --max-time 120 "$@"; }
            head -c 3000000 /dev/urandom > report.pdf
            head -c 9000000 /dev/urandom > video.mp4
            """;

    private ApiGuide() {}

    /** The programs of the page that are not installed here. */
    static List<String> missing() {
        return Stream.of("bash", "curl", "jq", "split", "sha256sum")
                .filter(program -> Stream.of(System.getenv("PATH").split(":"))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .toList();
    }

    /** Runs the page against this server and returns what it printed; it must end well. */
    static String run(String apiUrl, Path folder) throws IOException, InterruptedException {
        List<String> blocks = COMMANDS.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        StringBuilder script = new StringBuilder(BEGIN);
        for (String commands : blocks) {
            script.append("echo '--- ")
                    .append(commands.lines().findFirst().orElse("").replace("'", ""))
                    .append("'\n")
                    .append(commands.replace(ADDRESS, apiUrl).replace("ada@", "reader@"))
                    .append("echo\n");
        }
        Path file = Files.writeString(folder.resolve("guide.sh"), script);
        Path output = folder.resolve("guide.out");
        Process shell = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!shell.waitFor(5, TimeUnit.MINUTES)) {
            shell.destroyForcibly();
            throw new IllegalStateException("no end after 5 minutes:\n" + Files.readString(output));
        }
        if (shell.exitValue() != 0) {
            throw new IllegalStateException("ended with " + shell.exitValue() + ":\n" + Files.readString(output));
        }
        return Files.readString(output);
    }
}
