package io.holdfast.standalone.demo;

import io.holdfast.standalone.system.Installation;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that the demo uploads: a folder of the person's choice, or this project with its jars. */
public record DemoSource(Optional<Path> folder, Installation installation) {

    SourceTree scan() throws IOException {
        if (folder.isPresent()) {
            return ofFolder(folder.get().toAbsolutePath().normalize());
        }
        Path home = installation.home();
        Path source = Path.of(System.getProperty("holdfast.source", home.toString()));
        SourceTree jars = SourceTree.scan(home.resolve("lib"), "/jars", SourceTree.Selection.EVERYTHING);
        if (source.equals(home)) {
            return SourceTree.scan(home.resolve("conf"), "/conf", SourceTree.Selection.EVERYTHING)
                    .and(jars);
        }
        return SourceTree.scan(source, "/project", SourceTree.Selection.SOURCES).and(jars);
    }

    private static SourceTree ofFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(ExitCode.USAGE, "there is no folder " + folder);
        }
        Path name = folder.getFileName();
        Path root = folder.toRealPath();
        SourceTree tree = SourceTree.scan(root, name == null ? "/root" : "/" + name, SourceTree.Selection.EVERYTHING);
        if (tree.files().isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "there is no file to upload in " + folder);
        }
        return tree;
    }
}
