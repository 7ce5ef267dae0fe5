package io.holdfast.ingest.operation;

import io.holdfast.ingest.http.Code;
import io.holdfast.ingest.http.Problems;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Problems as the description shows them: one schema, and a response for each status with the codes that it may carry. */
final class ProblemResponses {
    static final String SCHEMA = "Problem";

    private ProblemResponses() {}

    /** What every problem has, and the fields that some have. */
    static Schema<?> schema() {
        StringSchema code = new StringSchema();
        Arrays.stream(Code.values()).map(Code::word).forEach(code::addEnumItem);
        Schema<Object> problem =
                new ObjectSchema().description("An error, by RFC 9457. Programs look at `code`, people at `detail`.");
        problem.addProperty("type", new StringSchema().format("uri"));
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", new StringSchema());
        problem.addProperty("instance", new StringSchema());
        problem.addProperty(
                "code",
                code.description(Arrays.stream(Code.values())
                        .map(one -> "`" + one.word() + "`: " + one.meaning())
                        .collect(Collectors.joining("; "))));
        problem.addProperty(
                "field", new StringSchema().description("of `invalid_request`: the field or parameter at fault"));
        problem.addProperty(
                "missing", new ArraySchema().items(new StringSchema()).description("of `missing_blocks`: hashes"));
        problem.addProperty("limit", new IntegerSchema().format("int64").description("of `too_large`"));
        problem.addProperty("quota", new IntegerSchema().format("int64").description("of `quota_exceeded`: bytes"));
        problem.addProperty("used", new IntegerSchema().format("int64").description("of `quota_exceeded`: bytes"));
        problem.addProperty(
                "reserved",
                new IntegerSchema().format("int64").description("of `quota_exceeded`: bytes that open uploads hold"));
        return problem.required(List.of("type", "title", "status", "detail", "code"));
    }

    /** Adds the codes to what the call answers already. */
    static void add(ApiResponses responses, Collection<Code> codes) {
        Map<Integer, List<Code>> byStatus = codes.stream()
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(code -> code.status().value(), TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, same) -> responses.addApiResponse(status.toString(), response(same)));
    }

    private static ApiResponse response(List<Code> codes) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + SCHEMA));
        codes.forEach(code -> problem.addExamples(code.word(), new Example().value(example(code))));
        return new ApiResponse()
                .description(codes.stream()
                        .map(code -> "`" + code.word() + "`: " + code.meaning())
                        .collect(Collectors.joining("; ")))
                .addHeaderObject("X-Request-Id", requestId())
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    private static Header requestId() {
        return new Header()
                .description("What an operator finds the request in the log by")
                .schema(new StringSchema().format("uuid"));
    }

    private static Map<String, Object> example(Code code) {
        var problem = Problems.of(code.status(), code.word(), "what is wrong, with which value, and what to do");
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", String.valueOf(problem.getType()));
        shown.put("title", String.valueOf(problem.getTitle()));
        shown.put("status", problem.getStatus());
        shown.put("detail", String.valueOf(problem.getDetail()));
        shown.put("code", code.word());
        return shown;
    }
}
