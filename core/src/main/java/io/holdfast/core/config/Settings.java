package io.holdfast.core.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys and values of one properties file, read once by a module's own settings record. After reading, call {@link
 * #refuseUnknown()}: a key that nobody asked for stops the start. Not safe for many threads.
 */
public final class Settings {
    private final Map<String, String> values;
    private final Set<String> asked = new HashSet<>();

    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws UncheckedIOException if the file cannot be read */
    public static Settings load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the settings file " + file, e);
        }
        return new Settings(properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty)));
    }

    /** @throws IllegalArgumentException if the key is not set */
    public String text(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("the setting '" + key + "' is missing"));
    }

    public String text(String key, String otherwise) {
        return find(key).orElse(otherwise);
    }

    public Path path(String key) {
        return Path.of(text(key));
    }

    public int number(String key, int otherwise) {
        return parse(key, otherwise, Integer::parseInt, "a whole number");
    }

    public double fraction(String key, double otherwise) {
        return parse(key, otherwise, Double::parseDouble, "a number");
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        return parse(key, otherwise, Settings::parseFlag, "true or false");
    }

    /** ISO-8601 ({@code PT15M}) or a number with a unit: {@code 250ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 14d}. */
    public Duration duration(String key, Duration otherwise) {
        return parse(key, otherwise, Settings::parseDuration, "a duration such as 30s, 15m or 14d");
    }

    /** @throws IllegalArgumentException naming every key that was set and never asked for */
    public void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown settings: " + String.join(", ", unknown));
        }
    }

    private Optional<String> find(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key)).map(String::trim);
    }

    private <T> T parse(String key, T otherwise, Function<String, T> parser, String wanted) {
        Optional<String> value = find(key);
        try {
            return value.map(parser).orElse(otherwise);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the setting '" + key + "' is '" + value.orElse("") + "' but must be " + wanted, e);
        }
    }

    private static boolean parseFlag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value);
        };
    }

    private static Duration parseDuration(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        if (text.startsWith("p")) {
            return Duration.parse(value);
        }
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        long amount = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'd' -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException(value);
        };
    }
}
