package io.holdfast.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The tables of metadata-store, for the tests of modules that only read them: they take its scripts and not the module. */
public final class Schema {
    private static final Path SCRIPTS = Path.of("../metadata-store/src/main/resources/io/holdfast/metadata/migration");

    private Schema() {}

    /** Makes the tables in an empty database. */
    public static void create(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Path script : scripts()) {
                statement.execute(Files.readString(script));
            }
        }
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .sorted(Comparator.comparingInt(Schema::number))
                    .toList();
        }
    }

    /** V10 comes after V9. */
    private static int number(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
