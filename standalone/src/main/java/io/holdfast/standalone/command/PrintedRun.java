package io.holdfast.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.system.JobRun;
import io.holdfast.standalone.system.Json;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import java.io.IOException;

/** A run of a job that has ended, for who started it. */
final class PrintedRun {
    private PrintedRun() {}

    enum Form {
        LINES,
        JSON
    }

    /** @return what the command ends with */
    static ExitCode print(JobRun run, Form form, Console console) throws IOException {
        switch (form) {
            case JSON ->
                console.line("%s", Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(run));
            case LINES -> lines(run, console);
        }
        return run.succeeded() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void lines(JobRun run, Console console) {
        console.line("%s run %s: %s after %.1f s", run.job(), run.runId(), run.state(), run.seconds());
        if (!run.problem().isEmpty()) {
            console.line("  problem: %s", run.problem());
        }
        for (var figure : run.figures().properties()) {
            JsonNode value = figure.getValue();
            console.line("  %-32s %s", figure.getKey(), value.isValueNode() ? value.asText() : value.toString());
        }
    }
}
