package io.holdfast.ingest.operation;

import io.holdfast.ingest.http.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What {@code operations.yml} says about one call, beyond what can be read off its controller.
 *
 * @param summary unless the controller has one
 * @param answers further statuses of success, with what they mean
 * @param problems its own; those that every call has are not listed
 * @param example of its JSON body
 */
record DescribedCall(
        Optional<String> summary, Map<String, String> answers, List<Code> problems, Optional<Object> example) {
    private static final String FILE = "operations.yml";

    /** By method and path, {@code GET /api/v1/account} for example. */
    static Map<String, DescribedCall> all() {
        try (InputStream file = Objects.requireNonNull(DescribedCall.class.getResourceAsStream(FILE), FILE)) {
            Map<String, Map<String, Object>> calls = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            Map<String, DescribedCall> described = new TreeMap<>();
            calls.forEach((call, said) -> described.put(call, of(call, said)));
            return described;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static DescribedCall of(String call, Map<String, Object> said) {
        Map<String, String> answers = new TreeMap<>();
        ((Map<?, ?>) said.getOrDefault("answers", Map.of()))
                .forEach((status, meaning) -> answers.put(String.valueOf(status), String.valueOf(meaning)));
        List<?> problems = (List<?>) said.getOrDefault("problems", List.of());
        return new DescribedCall(
                Optional.ofNullable(said.get("summary")).map(String::valueOf),
                answers,
                problems.stream()
                        .map(word -> Code.of(String.valueOf(word))
                                .orElseThrow(() -> new IllegalArgumentException(call + " has no problem " + word)))
                        .toList(),
                Optional.ofNullable(said.get("example")));
    }
}
