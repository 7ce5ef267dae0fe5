package io.holdfast.standalone.process;

import java.nio.file.Path;
import java.util.List;

/** What the kernel tells about a live process. */
public record ObservedProcess(ProcessIdentity identity, long parentPid, List<String> command) {
    public ObservedProcess {
        command = List.copyOf(command);
    }

    /** The file name of the program, or an empty string if the process hides it. */
    String program() {
        if (command.isEmpty()) {
            return "";
        }
        Path name = Path.of(command.get(0)).getFileName();
        return name == null ? "" : name.toString();
    }
}
