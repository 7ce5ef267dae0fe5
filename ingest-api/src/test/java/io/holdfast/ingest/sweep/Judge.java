package io.holdfast.ingest.sweep;

import io.holdfast.ingest.sweep.RawHttp.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with an answer, whatever was asked. */
final class Judge {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<Integer> OURS = Set.of(503, 507);
    /** Kinds that cannot end up at another call than the one they are aimed at. */
    private static final Set<String> SAME_CALL = Set.of("good", "field", "bytes", "unknown parameter");

    private static final List<String> NOT_FOR_CLIENTS = List.of(
            "Exception",
            "\tat ",
            "io.holdfast",
            "org.springframework",
            "org.apache",
            "org.postgresql",
            "tools.jackson");

    private final Set<String> codes;

    /** @param codes that are documented */
    Judge(Set<String> codes) {
        this.codes = codes;
    }

    /** @return empty if there is nothing to say against it */
    Optional<String> against(Attack attack, Optional<Answer> given) {
        if (given.isEmpty()) {
            return attack.framed() ? Optional.of("no answer") : Optional.empty();
        }
        Answer answer = given.get();
        if (answer.status() >= 500 && !OURS.contains(answer.status())) {
            return Optional.of("a fault of ours");
        }
        for (String secret : NOT_FOR_CLIENTS) {
            if (answer.body().contains(secret)) {
                return Optional.of("shows '" + secret + "'");
            }
        }
        if (SAME_CALL.contains(attack.kind()) && !attack.target().statuses().contains(answer.status())) {
            return Optional.of("a status that the call is not described to have");
        }
        if (answer.status() < 400 || attack.target().method().equals("HEAD")) {
            return Optional.empty();
        }
        return againstProblem(answer);
    }

    private Optional<String> againstProblem(Answer answer) {
        if (!answer.headers().getOrDefault("content-type", "").startsWith("application/problem+json")) {
            return Optional.of("not a problem but " + answer.headers().get("content-type"));
        }
        try {
            JsonNode problem = JSON.readTree(answer.body());
            if (problem.path("status").asInt() != answer.status()) {
                return Optional.of("says another status");
            }
            if (problem.path("title").asString("").isEmpty()
                    || problem.path("detail").asString("").isEmpty()) {
                return Optional.of("has no title or no detail");
            }
            String code = problem.path("code").asString("");
            return codes.contains(code)
                    ? Optional.empty()
                    : Optional.of("has the code '" + code + "', which is not documented");
        } catch (JacksonException e) {
            return Optional.of("is no JSON");
        }
    }
}
