package io.holdfast.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.system.MaintenanceClient;
import io.holdfast.standalone.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Print which keystore there is and the numbers of its block keys, never a key.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:there is no keystore, or it cannot be opened",
            "3:nothing runs on this data directory"
        })
public final class KeysListCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    public KeysListCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode keys = MaintenanceClient.of(data.directory()).keys();
        int highest = keys.path("highest_key").asInt();
        world.console().line("keystore   %s", keys.path("keystore").asText());
        world.console().line("file       %s", keys.path("file").asText());
        for (int key = 1; key < highest; key++) {
            world.console().line("block key  %d, for what was stored with it", key);
        }
        world.console().line("block key  %d, for what a process stores that was started after it was made", highest);
        return ExitCode.OK.code();
    }
}
