package io.holdfast.ingest.operation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;

/** What no signature of a controller tells: bodies that are read as they come, and the header that makes a write repeatable. */
final class StreamedBodies {
    private static final Schema<?> BYTES = new BinarySchema();
    private static final List<String> REPEATABLE_ANYWAY = List.of("/api/v1/auth/", "/api/v1/uploads/");

    private StreamedBodies() {}

    static void describe(OpenAPI api) {
        body(api, PathItem.HttpMethod.PUT, "/api/v1/uploads/{id}/blocks/{hash}", "application/octet-stream", BYTES);
        body(api, PathItem.HttpMethod.POST, "/api/v1/uploads/{id}/blocks", "application/vnd.holdfast.blocks", BYTES);
        body(api, PathItem.HttpMethod.POST, "/api/v1/files/upload", "multipart/form-data", form());
    }

    /** What the calls answer whose bytes go out as they come. */
    static void describeAnswers(OpenAPI api) {
        for (String path :
                List.of("/api/v1/files/{id}/download", "/api/v1/files/{id}/versions/{version}/blocks/{index}")) {
            answer(api, path, "200", "application/octet-stream", BYTES);
            answer(api, path, "206", "application/octet-stream", BYTES);
        }
        answer(api, "/api/v1/sync/stream", "200", "text/event-stream", new StringSchema());
        answer(api, "/api/v1/analytics/{report}", "200", "application/json", new ObjectSchema());
    }

    private static void answer(OpenAPI api, String path, String status, String type, Schema<?> schema) {
        PathItem item = api.getPaths().get(path);
        ApiResponse response =
                item == null ? null : item.getGet().getResponses().get(status);
        if (response != null) {
            response.setContent(new Content().addMediaType(type, new MediaType().schema(schema)));
        }
    }

    /** The header {@code Idempotency-Key} of a write, unless the call may be repeated as it is. */
    static void describeKey(PathItem.HttpMethod method, String path, Operation operation) {
        boolean write = method == PathItem.HttpMethod.POST
                || method == PathItem.HttpMethod.PATCH
                || method == PathItem.HttpMethod.DELETE;
        boolean told = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(one -> "Idempotency-Key".equals(one.getName()));
        if (write && !told && REPEATABLE_ANYWAY.stream().noneMatch(path::startsWith)) {
            operation.addParametersItem(new HeaderParameter()
                    .name("Idempotency-Key")
                    .description("A repeat with the same key gets the stored answer and has no further effect")
                    .schema(new StringSchema().minLength(1).maxLength(200)));
        }
    }

    private static void body(OpenAPI api, PathItem.HttpMethod method, String path, String type, Schema<?> schema) {
        PathItem item = api.getPaths().get(path);
        Operation operation = item == null ? null : item.readOperationsMap().get(method);
        if (operation != null) {
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType(type, new MediaType().schema(schema))));
        }
    }

    private static Schema<?> form() {
        Schema<Object> form = new ObjectSchema().description("Fields before or after the file; a path, or a folder");
        Map.<String, Schema<?>>of(
                        "file", BYTES,
                        "path", new StringSchema(),
                        "parent_folder_id", new StringSchema().format("uuid"),
                        "file_name", new StringSchema(),
                        "base_version", new IntegerSchema().format("int64"),
                        "on_conflict", conflictModes(),
                        "modified_at", new StringSchema().format("date-time"),
                        "mime_type", new StringSchema(),
                        "content_hash", new StringSchema().pattern("[0-9a-f]{64}"))
                .forEach(form::addProperty);
        form.addRequiredItem("file");
        return form;
    }

    private static StringSchema conflictModes() {
        StringSchema modes = new StringSchema();
        List.of("keep_both", "fail", "overwrite").forEach(modes::addEnumItem);
        return modes;
    }
}
