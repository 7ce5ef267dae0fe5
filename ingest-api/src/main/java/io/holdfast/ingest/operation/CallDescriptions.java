package io.holdfast.ingest.operation;

import io.holdfast.ingest.http.Code;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Completes the description: what each call is for, which problems it may answer, an example of its body. */
@Component
class CallDescriptions implements OpenApiCustomizer {
    private static final String ANALYTICS = "/api/v1/analytics/**";
    private static final Set<Code> EVERYWHERE = EnumSet.of(
            Code.INVALID_REQUEST,
            Code.METHOD_NOT_ALLOWED,
            Code.NOT_ACCEPTABLE,
            Code.EXPECTATION_FAILED,
            Code.RATE_LIMITED,
            Code.INTERNAL,
            Code.UNAVAILABLE,
            Code.OUTCOME_UNKNOWN);
    private static final Set<Code> WITH_TOKEN = EnumSet.of(Code.UNAUTHORIZED, Code.NOT_FOUND);
    private static final Set<Code> WITH_BODY =
            EnumSet.of(Code.REQUEST_TIMEOUT, Code.TOO_LARGE, Code.UNSUPPORTED_MEDIA_TYPE);
    private static final Map<String, String> TAGS = tags();

    private final Map<String, DescribedCall> calls = DescribedCall.all();

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(ProblemResponses.SCHEMA, ProblemResponses.schema());
        nameTheReports(api);
        StreamedBodies.describe(api);
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> complete(method, path, operation)));
        StreamedBodies.describeAnswers(api);
    }

    private void complete(PathItem.HttpMethod method, String path, Operation operation) {
        StreamedBodies.describeKey(method, path, operation);
        List<Code> codes = new ArrayList<>(EVERYWHERE);
        if (!path.startsWith("/api/v1/auth/")) {
            codes.addAll(WITH_TOKEN);
        }
        if (operation.getRequestBody() != null) {
            codes.addAll(WITH_BODY);
        }
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        DescribedCall said = calls.get(method + " " + path);
        if (said != null) {
            said.summary().ifPresent(operation::setSummary);
            said.answers()
                    .forEach((status, meaning) ->
                            operation.getResponses().addApiResponse(status, new ApiResponse().description(meaning)));
            codes.addAll(said.problems());
            said.example().ifPresent(example -> exemplify(operation, example));
        }
        operation.setTags(List.of(tagOf(path)));
        ProblemResponses.add(operation.getResponses(), codes);
    }

    private static void exemplify(Operation operation, Object example) {
        operation.getRequestBody().getContent().values().forEach(body -> body.setExample(example));
    }

    /** A wildcard is no path of a description. */
    private static void nameTheReports(OpenAPI api) {
        PathItem reports = api.getPaths().remove(ANALYTICS);
        if (reports != null) {
            PathParameter report = new PathParameter();
            report.name("report").schema(new StringSchema().example("storage"));
            reports.getGet().addParametersItem(report);
            api.getPaths().addPathItem(ANALYTICS.replace("**", "{report}"), reports);
        }
    }

    private static String tagOf(String path) {
        return TAGS.entrySet().stream()
                .filter(tag -> path.startsWith("/api/v1/" + tag.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Other");
    }

    /** The longer beginnings first. */
    private static Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("auth", "Accounts and devices");
        tags.put("account", "Accounts and devices");
        tags.put("devices", "Accounts and devices");
        tags.put("files/upload", "Uploading");
        tags.put("files/{id}/update", "Uploading");
        tags.put("uploads", "Uploading");
        tags.put("files", "Files, folders, versions, trash");
        tags.put("folders", "Files, folders, versions, trash");
        tags.put("trash", "Files, folders, versions, trash");
        tags.put("sync", "Sync");
        tags.put("analytics", "Analytics");
        return tags;
    }
}
