package io.holdfast.ingest.sweep;

import io.holdfast.ingest.sweep.Operation.Parameter;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import tools.jackson.databind.JsonNode;

/** Makes requests: good ones, and ones with something wrong in the path, the query, a header, the body, or the protocol itself. */
final class Attacks {
    private static final String LINE = "\r\n";
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "PROPFIND");
    private static final List<String> ENCODED =
            List.of("%C0%AF", "%ff", "%", "%zz", "%00", "%2e%2e%2f", "%ED%A0%80", ";a=b", "%5c", "%0d%0aX:1", "+");
    private static final List<String> HEADERS = List.of(
            "Content-Type: text/plain",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: application/json; charset=none",
            "Content-Type: ;;;",
            "Content-Type: multipart/form-data; boundary=" + "b".repeat(100),
            "Accept: text/html",
            "Accept: image/png;q=x",
            "Accept: application/xml, */*;q=0",
            "Authorization: Bearer",
            "Authorization: Basic YTpi",
            "Authorization: Bearer " + "A".repeat(43),
            "Authorization: Bearer \u00e9\u0001",
            "Idempotency-Key: ",
            "Idempotency-Key: " + "k".repeat(201),
            "Idempotency-Key: a\tb",
            "Range: bytes=5-2",
            "Range: bytes=-0,-1,9999999999999999999-",
            "If-None-Match: \"",
            "If-Modified-Since: yesterday",
            "Content-Encoding: gzip",
            "Expect: 200-ok",
            "X-Forwarded-For: " + "1,".repeat(300),
            "X-HTTP-Method-Override: DELETE",
            "Accept-Language: " + "x-".repeat(2_000),
            "Cookie: " + "c=d;".repeat(3_000));

    private final List<Operation> operations;
    private final Values values;
    private final String token;

    Attacks(List<Operation> operations, Values values, String token) {
        this.operations = operations;
        this.values = values;
        this.token = token;
    }

    Attack next(RandomGenerator random) {
        Operation operation = Values.pick(operations, random);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> attack("good", operation, parts(operation, random), random);
            case 5, 6, 7, 8, 9 -> badParameter(operation, random);
            case 10, 11, 12, 13, 14 -> badField(operation, random);
            case 15, 16 -> badBytes(operation, random);
            case 17 -> badHeader(operation, random);
            case 18 -> badMethod(operation, random);
            default -> badProtocol(operation, random);
        };
    }

    private Attack badParameter(Operation operation, RandomGenerator random) {
        Parts parts = parts(operation, random);
        if (parts.values.isEmpty()) {
            parts.query.add(encode(values.bad(random)) + "=" + encode(values.bad(random)));
            return attack("unknown parameter", operation, parts, random);
        }
        String name = Values.pick(List.copyOf(parts.values.keySet()), random);
        parts.values.put(name, random.nextInt(3) == 0 ? Values.pick(ENCODED, random) : encode(values.bad(random)));
        return attack("parameter " + name, operation, parts, random);
    }

    private Attack badField(Operation operation, RandomGenerator random) {
        Parts parts = parts(operation, random);
        if (operation.jsonBody().isEmpty()) {
            return badParameter(operation, random);
        }
        JsonNode body = values.good(operation.jsonBody().get(), random, 6);
        for (int n = random.nextInt(1, 3); n > 0; n--) {
            body = values.worsened(body, random);
        }
        parts.body = body.toString().getBytes(StandardCharsets.UTF_8);
        return attack("field", operation, parts, random);
    }

    private Attack badBytes(Operation operation, RandomGenerator random) {
        Parts parts = parts(operation, random);
        byte[] body = parts.body.length == 0 ? "{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8) : parts.body.clone();
        switch (random.nextInt(6)) {
            case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            case 2 -> random.nextBytes(body);
            case 3 -> body = ("\ufeff" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_16);
            case 4 ->
                body = (new String(body, StandardCharsets.UTF_8) + "{")
                        .repeat(3)
                        .getBytes(StandardCharsets.UTF_8);
            default -> body = "[".repeat(random.nextInt(1, 20_000)).getBytes(StandardCharsets.UTF_8);
        }
        parts.body = body;
        return attack("bytes", operation, parts, random);
    }

    private Attack badHeader(Operation operation, RandomGenerator random) {
        Parts parts = parts(operation, random);
        String header = Values.pick(HEADERS, random);
        parts.headers.put(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        return attack("header " + header.substring(0, header.indexOf(':')), operation, parts, random);
    }

    private Attack badMethod(Operation operation, RandomGenerator random) {
        Parts parts = parts(operation, random);
        parts.method = Values.pick(METHODS, random);
        return attack("method " + parts.method, operation, parts, random);
    }

    private Attack badProtocol(Operation operation, RandomGenerator random) {
        String good = new String(bytes(operation, parts(operation, random)), StandardCharsets.ISO_8859_1);
        String broken = switch (random.nextInt(8)) {
            case 0 -> Values.noise(random) + LINE + LINE;
            case 1 ->
                good.replaceFirst(
                        "HTTP/1.1", Values.pick(List.of("HTTP/9.9", "HTTP/1.0", "HTTP", "http/1.1 x"), random));
            case 2 ->
                good.replaceFirst(
                        "Host: [^\r]*", Values.pick(List.of("X: y", "Host: a\r\nHost: b", "Host: \0"), random));
            case 3 ->
                good.replaceFirst(
                        "Content-Length: \\d+",
                        Values.pick(
                                List.of(
                                        "Content-Length: -1",
                                        "Content-Length: x",
                                        "Content-Length: 99999",
                                        "Transfer-Encoding: cow",
                                        "Transfer-Encoding: chunked",
                                        "Content-Length: 3\r\nContent-Length: 4"),
                                random));
            case 4 -> good.substring(0, random.nextInt(good.length()));
            case 5 -> good.replaceFirst(" /", " /" + "p".repeat(random.nextInt(20_000)));
            case 6 -> good.replaceFirst(" /", Matcher.quoteReplacement(" " + Values.noise(random) + "/"));
            default -> good.replaceFirst(LINE, Matcher.quoteReplacement(LINE + Values.noise(random) + LINE));
        };
        return new Attack("protocol", operation, broken.getBytes(StandardCharsets.UTF_8), false);
    }

    private Attack attack(String kind, Operation operation, Parts parts, RandomGenerator random) {
        if (random.nextInt(40) == 0) {
            parts.headers.remove("Authorization");
        }
        return new Attack(kind, operation, bytes(operation, parts), true);
    }

    private Parts parts(Operation operation, RandomGenerator random) {
        Parts parts = new Parts();
        parts.method = operation.method();
        parts.headers.put("Host", "127.0.0.1");
        parts.headers.put("Connection", "close");
        parts.headers.put("Authorization", "Bearer " + token);
        for (Parameter parameter : operation.parameters()) {
            String value = encode(values.good(operation.path(), parameter, random));
            if (!parameter.in().equals("header") && (parameter.in().equals("path") || random.nextBoolean())) {
                parts.values.put(parameter.name(), value);
            }
        }
        Optional<JsonNode> schema = operation.jsonBody();
        if (schema.isPresent()) {
            parts.headers.put("Content-Type", "application/json");
            parts.body = values.good(schema.get(), random, 6).toString().getBytes(StandardCharsets.UTF_8);
        }
        return parts;
    }

    private static byte[] bytes(Operation operation, Parts parts) {
        String path = operation.path();
        List<String> query = new ArrayList<>(parts.query);
        for (Map.Entry<String, String> value : parts.values.entrySet()) {
            if (path.contains("{" + value.getKey() + "}")) {
                path = path.replace("{" + value.getKey() + "}", value.getValue());
            } else {
                query.add(value.getKey() + "=" + value.getValue());
            }
        }
        StringBuilder head = new StringBuilder(parts.method + " " + path);
        head.append(query.isEmpty() ? "" : "?" + String.join("&", query))
                .append(" HTTP/1.1")
                .append(LINE);
        parts.headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append(LINE));
        head.append("Content-Length: ").append(parts.body.length).append(LINE).append(LINE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(parts.body);
        return bytes.toByteArray();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A request before it is bytes. */
    private static final class Parts {
        private String method = "GET";
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<String> query = new ArrayList<>();
        private byte[] body = new byte[0];
    }
}
