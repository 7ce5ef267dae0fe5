package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.holdfast.standalone.system.Json;
import java.io.IOException;
import java.net.http.HttpResponse;

/** The API did not do what it was asked. */
final class ApiProblem extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient JsonNode body;

    private ApiProblem(int status, String code, String message, JsonNode body) {
        super(message);
        this.status = status;
        this.code = code;
        this.body = body;
    }

    static ApiProblem of(String request, HttpResponse<byte[]> answer) {
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            body = MissingNode.getInstance();
        }
        String code = body.path("code").asText("");
        String detail = body.path("detail").asText(body.path("title").asText(""));
        return new ApiProblem(
                answer.statusCode(), code, request + ": " + answer.statusCode() + " " + code + " " + detail, body);
    }

    int status() {
        return status;
    }

    /** The stable code, for example {@code missing_blocks}; empty if the answer has none. */
    String code() {
        return code;
    }

    JsonNode body() {
        return body;
    }

    /** Whether the same request may succeed later. */
    boolean passing() {
        return status == 429 || status >= 500;
    }

    /** Whether the name or the size of a file is at fault, so that no later try can succeed. */
    boolean refusesTheFile() {
        return code.equals("invalid_request") || code.equals("too_large");
    }
}
