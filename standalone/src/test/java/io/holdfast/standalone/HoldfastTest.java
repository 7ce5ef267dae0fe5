package io.holdfast.standalone;

import io.holdfast.standalone.command.World;
import io.holdfast.standalone.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class HoldfastTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StringWriter help = new StringWriter();

    @Test
    void everyCommandTakesADataDirectoryAndHasHelpWithExitCodes() {
        CommandLine commands = commandLine();
        assertThat(commands.getSubcommands())
                .containsKeys("up", "down", "status", "logs", "job", "admin", "keys", "blocks");
        Stream.concat(
                        commands.getSubcommands().values().stream(),
                        commands.getSubcommands().values().stream()
                                .flatMap(command -> command.getSubcommands().values().stream()))
                .filter(command -> command.getSubcommands().isEmpty())
                .forEach(command -> {
                    assertThat(command.getCommandSpec().findOption("--data"))
                            .as(command.getCommandName())
                            .isNotNull();
                    assertThat(command.getUsageMessage())
                            .as(command.getCommandName())
                            .contains("Exit codes:");
                });
    }

    @Test
    void printsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(help.toString()).startsWith("holdfast 0.");
    }

    @Test
    void wrongOptionsEndWithTwo() {
        assertThat(run("up", "--profile", "production")).isEqualTo(2);
        assertThat(run("up", "--port", "many")).isEqualTo(2);
        assertThat(run("logs", "nobody", "--data", folder.toString())).isEqualTo(2);
        assertThat(run("job", "run")).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
    }

    @Test
    void statusOfAnEmptyDirectoryIsJsonWithEveryField() {
        assertThat(run("status", "--json", "--data", folder.toString())).isEqualTo(3);
        assertThat(output())
                .contains(
                        "\"api_url\" : null",
                        "\"dashboards_url\" : null",
                        "\"flink_url\" : null",
                        "\"postgres_url\" : null",
                        "\"kafka_bootstrap\" : null",
                        "\"data_dir\" : ",
                        "\"processes\" : [ ]");
    }

    @Test
    void theAdminRoleNeedsASystem() {
        for (String[] command :
                new String[][] {{"grant", "ada@example.org"}, {"revoke", "ada@example.org"}, {"list"}}) {
            String[] whole = Stream.concat(
                            Stream.concat(Stream.of("admin"), Stream.of(command)),
                            Stream.of("--data", folder.toString()))
                    .toArray(String[]::new);
            assertThat(run(whole)).as(String.join(" ", whole)).isEqualTo(3);
        }
        assertThat(run("admin", "grant")).isEqualTo(2);
    }

    @Test
    void keysAndBlocksNeedASystem() {
        for (String command : List.of("list", "rotate")) {
            assertThat(run("keys", command, "--data", folder.toString()))
                    .as(command)
                    .isEqualTo(3);
        }
        assertThat(run("blocks", "rebuild", "--data", folder.toString())).isEqualTo(3);
        assertThat(output()).contains("nothing runs on", "start it with 'holdfast up'");
    }

    @Test
    void aJobWithoutASystemSaysSo() {
        assertThat(run("job", "run", "gc", "--data", folder.toString())).isEqualTo(3);
        assertThat(output()).contains("nothing runs on", "start it with 'holdfast up'");
    }

    @Test
    void stoppingWhereNothingRunsIsFine() {
        assertThat(run("down", "--data", folder.toString())).isZero();
        assertThat(output()).contains("nothing runs on");
    }

    private int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        World world = new World(
                new Console(stream, stream, Console.Interactivity.STREAM),
                InstantSource.fixed(Instant.EPOCH),
                new Random(1));
        return Holdfast.commandLine(world).setOut(new PrintWriter(help, true)).setErr(new PrintWriter(help, true));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
