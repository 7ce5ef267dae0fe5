package io.holdfast.dashboards;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our processes take {@code --config FILE}; Spring takes a location. */
final class CommandLine {
    private CommandLine() {}

    /** @throws IllegalArgumentException if {@code --config} has no file */
    static String[] forSpring(String... args) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].equals("--config")) {
                words.add(args[i]);
            } else if (++i < args.length) {
                words.add("--spring.config.additional-location=" + location(args[i]));
            } else {
                throw new IllegalArgumentException("--config needs the path of a properties file");
            }
        }
        return words.toArray(String[]::new);
    }

    private static String location(String file) {
        String path = Path.of(file).toAbsolutePath().normalize().toString();
        return "file:" + path + (path.endsWith(".properties") ? "" : "[.properties]");
    }
}
