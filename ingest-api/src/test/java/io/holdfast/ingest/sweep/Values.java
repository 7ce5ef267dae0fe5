package io.holdfast.ingest.sweep;

import io.holdfast.ingest.sweep.Operation.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes values: such as the description asks for, and such as nobody asked for. */
final class Values {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEPTH = 6;

    /** Text that has broken servers. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\u0001\u001f\u007f",
            "..",
            "../../etc/passwd",
            "/",
            "//",
            "/a/../b",
            "C:\\x",
            "\ud800",
            "x\udc00y",
            "\ufeff",
            "\uffff",
            "\u202e",
            "e\u0301",
            "\ud83d\ude00",
            "' OR 1=1 --",
            "\"; DROP TABLE entry; --",
            "%00",
            "%s%n%d",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>",
            "null",
            "NaN",
            "-0",
            "1e400",
            "9223372036854775808",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "0000-00-00",
            "a\r\nX-Injected: 1",
            "x".repeat(256),
            "/" + "d/".repeat(300) + "e",
            "y".repeat(5_000));

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "1001",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e10",
            "1e400",
            "1.5",
            "1".repeat(2_000));

    private final JsonNode api;
    private final Map<String, List<String>> known;

    /** @param known ids and other values that mean something to the server, by the name of the parameter */
    Values(JsonNode api, Map<String, List<String>> known) {
        this.api = api;
        this.known = known;
    }

    /** As the description asks; half of the time something that is there. */
    String good(String path, Parameter parameter, RandomGenerator random) {
        List<String> there =
                known.getOrDefault(path.contains("/" + parameter.name()) ? parameter.name() : "", List.of());
        List<String> here = parameter.in().equals("path") && parameter.name().equals("id")
                ? known.getOrDefault(path.split("/")[3], there)
                : known.getOrDefault(parameter.name(), there);
        if (!here.isEmpty() && random.nextInt(4) > 0) {
            return pick(here, random);
        }
        JsonNode value = good(parameter.schema(), random, DEPTH);
        return value.isValueNode() ? value.asString("") : value.toString();
    }

    String bad(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> pick(NUMBERS, random);
            case 1 -> noise(random);
            default -> pick(TEXTS, random);
        };
    }

    /** A whole value of a schema. */
    JsonNode good(JsonNode schema, RandomGenerator random, int depth) {
        JsonNode resolved = resolve(schema);
        if (resolved.has("enum")) {
            return resolved.get("enum").get(random.nextInt(resolved.get("enum").size()));
        }
        return switch (typeOf(resolved)) {
            case "object" -> object(resolved, random, depth);
            case "array" -> array(resolved, random, depth);
            case "integer", "number" -> JSON.getNodeFactory().numberNode(random.nextInt(3));
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            default -> JSON.getNodeFactory().stringNode(text(resolved, random));
        };
    }

    /** The value with one place in it changed for the worse. */
    JsonNode worsened(JsonNode value, RandomGenerator random) {
        if (value instanceof ObjectNode object && !object.isEmpty() && random.nextInt(8) > 0) {
            ObjectNode copy = object.deepCopy();
            List<String> names = new ArrayList<>(copy.propertyNames());
            String name = pick(names, random);
            switch (random.nextInt(6)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.set(name.substring(1) + "x", copy.get(name));
                case 2 -> copy.set(noise(random), copy.get(name));
                default -> copy.set(name, worsened(copy.get(name), random));
            }
            return copy;
        }
        if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(4) > 0) {
            ArrayNode copy = array.deepCopy();
            int place = random.nextInt(copy.size());
            copy.set(place, worsened(copy.get(place), random));
            return copy;
        }
        return wrong(random);
    }

    private JsonNode wrong(RandomGenerator random) {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.getNodeFactory().nullNode();
            case 1 -> JSON.getNodeFactory().booleanNode(true);
            case 2 -> JSON.createObjectNode().put("a", 1);
            case 3 -> JSON.createArrayNode().add(1).addNull();
            case 4 -> nested(random.nextInt(480));
            case 5 -> JSON.getNodeFactory().numberNode(new java.math.BigDecimal(pick(NUMBERS, random)));
            default -> JSON.getNodeFactory().stringNode(bad(random));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode value = JSON.createArrayNode();
        for (int n = 0; n < depth; n++) {
            value = JSON.createArrayNode().add(value);
        }
        return value;
    }

    private JsonNode object(JsonNode schema, RandomGenerator random, int depth) {
        ObjectNode made = JSON.createObjectNode();
        if (depth == 0) {
            return made;
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            if (required.contains(name) || random.nextBoolean()) {
                List<String> there = known.getOrDefault(name, List.of());
                made.set(
                        name,
                        there.isEmpty() || random.nextInt(4) == 0
                                ? good(property.getValue(), random, depth - 1)
                                : JSON.getNodeFactory().stringNode(pick(there, random)));
            }
        });
        return made;
    }

    private JsonNode array(JsonNode schema, RandomGenerator random, int depth) {
        ArrayNode made = JSON.createArrayNode();
        for (int n = random.nextInt(3); n > 0 && depth > 0; n--) {
            made.add(good(schema.path("items"), random, depth - 1));
        }
        return made;
    }

    private static String text(JsonNode schema, RandomGenerator random) {
        String format = schema.path("format").asString("");
        if (schema.path("pattern").asString("").contains("0-9a-f")) {
            return String.format("%064x", random.nextInt(4));
        }
        return switch (format) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" -> "2026-11-21T10:15:30Z";
            default -> "/t" + random.nextInt(50);
        };
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode at = schema;
        while (at.has("$ref")) {
            at = api.at(at.get("$ref").asString().substring(1));
        }
        return at;
    }

    private static String typeOf(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("object");
    }

    static String noise(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(1, 20); n > 0; n--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }
        return text.toString();
    }

    static <T> T pick(List<T> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
