package io.holdfast.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.TypedCommand;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Make a new block key, for what is stored after the next start, and a new master key if it is in a file.",
            "The system goes on meanwhile; no stored block is touched. Back up the keys afterwards."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done: there is no keystore, it cannot be opened, or another rotation is going on",
            "3:nothing runs on this data directory"
        })
public final class KeysRotateCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    public KeysRotateCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode rotated = MaintenanceClient.of(data.directory()).rotateKeys();
        JsonNode keys = rotated.path("keys");
        Path file = Path.of(keys.path("file").asText());
        Console console = world.console();
        console.line(
                "block key %d is new, and all of them are wrapped anew",
                keys.path("highest_key").asInt());
        console.line("back up %s now: the copies that you have are out of date", file.getParent());
        console.line(
                "it is used from the next start on: '%s', then '%s'",
                TypedCommand.with("down"), TypedCommand.with("up"));
        if (!rotated.path("recorded").asBoolean()) {
            console.problem("the audit has no record of this: the database did not answer");
        }
        return ExitCode.OK.code();
    }
}
