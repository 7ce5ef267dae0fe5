package io.holdfast.standalone.data;

import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/** One number for every {@link Port}. A port stays the same over restarts as long as nobody else has taken it. */
public record Ports(Map<Port, Integer> numbers) {
    /** Where the API listens unless told otherwise. */
    public static final int DEFAULT_API = 8080;

    public Ports {
        numbers = Map.copyOf(numbers);
    }

    public int number(Port port) {
        Integer number = numbers.get(port);
        if (number == null) {
            throw new IllegalArgumentException("no number for the port " + port);
        }
        return number;
    }

    /** Chooses, records the choice and returns it. {@code asked} is for the API; 0 means any free one. */
    public static Ports settle(DataDirectory data, OptionalInt asked, IntPredicate free, IntSupplier candidates)
            throws IOException {
        Ports ports = choose(read(data), asked, free, candidates);
        StringBuilder text = new StringBuilder();
        for (Port port : Port.values()) {
            text.append(port.key()).append('=').append(ports.number(port)).append('\n');
        }
        PrivateFiles.replace(data.portsFile(), text.toString());
        return ports;
    }

    static Ports choose(Map<Port, Integer> recorded, OptionalInt asked, IntPredicate free, IntSupplier candidates) {
        Map<Port, Integer> chosen = new EnumMap<>(Port.class);
        Set<Integer> taken = new HashSet<>();
        for (Port port : Port.values()) {
            int number = port == Port.API
                    ? api(recorded, asked, free, candidates)
                    : keep(recorded.getOrDefault(port, 0), taken, free, candidates);
            taken.add(number);
            chosen.put(port, number);
        }
        return new Ports(chosen);
    }

    private static int api(Map<Port, Integer> recorded, OptionalInt asked, IntPredicate free, IntSupplier candidates) {
        int wanted = asked.orElse(recorded.getOrDefault(Port.API, DEFAULT_API));
        if (wanted == 0) {
            return keep(recorded.getOrDefault(Port.API, 0), Set.of(), free, candidates);
        }
        if (!free.test(wanted)) {
            throw new Refusal(
                    ExitCode.CANNOT_START,
                    "port " + wanted + " is in use; choose another with --port N, or --port 0 for any free one");
        }
        return wanted;
    }

    private static int keep(int recorded, Set<Integer> taken, IntPredicate free, IntSupplier candidates) {
        int number = recorded;
        while (number == 0 || taken.contains(number) || !free.test(number)) {
            number = candidates.getAsInt();
        }
        return number;
    }

    private static Map<Port, Integer> read(DataDirectory data) throws IOException {
        Map<Port, Integer> recorded = new EnumMap<>(Port.class);
        if (Files.exists(data.portsFile())) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(data.portsFile())) {
                properties.load(reader);
            }
            for (Port port : Port.values()) {
                String number = properties.getProperty(port.key(), "");
                if (number.matches("[1-9][0-9]{0,4}")) {
                    recorded.put(port, Integer.valueOf(number));
                }
            }
        }
        return recorded;
    }
}
