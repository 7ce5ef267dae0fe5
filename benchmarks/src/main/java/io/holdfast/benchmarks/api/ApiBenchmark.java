package io.holdfast.benchmarks.api;

import io.holdfast.benchmarks.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code api}: requests per second of a running system, each kind beside what bounds it. */
@Command(
        name = "api",
        description = {
            "Reads and commits per second of a running system, beside an answer that does nothing and beside PostgreSQL"
                    + " writing the least that a commit needs.",
            "Give it the output of 'holdfast status --json'. It registers users of its own and leaves their files."
        })
public final class ApiBenchmark implements Callable<Integer> {
    private static final int BARE_BATCH = 20;

    @Parameters(description = "a file with the output of 'holdfast status --json'")
    private Path status = Path.of("status.json");

    @Option(names = "--connections", defaultValue = "8", description = "at once (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "10", description = "timed, of each kind (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--entries",
            defaultValue = "2000",
            description = "files in the namespace that is read (default ${DEFAULT-VALUE})")
    private int entries;

    @Option(
            names = "--commits",
            defaultValue = "800",
            description = "commits of each connection where the commit alone is timed (default ${DEFAULT-VALUE})")
    private int commits;

    @Option(names = "--commits-only", description = "leave the reads out")
    private boolean commitsOnly;

    @Override
    public Integer call() throws Exception {
        JsonNode system = JsonMapper.shared().readTree(Files.readString(status));
        URI api = URI.create(system.path("api_url").asString());
        Load load = new Load(connections, seconds);
        Report.line("%d connections, %d s each, %d files in the namespace", connections, seconds, entries);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            members.add(Member.join(api));
        }
        if (!commitsOnly) {
            reads(load, members.get(0));
        }
        commits(load, system, members);
        return 0;
    }

    private void reads(Load load, Member member) throws Exception {
        String last;
        try (Wire wire = member.open()) {
            SplittableRandom random = new SplittableRandom(0);
            for (int i = 0; i < entries; i++) {
                member.commit(wire, member.initiate(wire, "/read/" + i, random));
            }
            last = caughtUp(wire, member);
        }
        double nothing = gets(load, member, "GET that does nothing (liveness)", "/actuator/health/liveness", 0);
        gets(load, member, "GET /files/{id}", "/api/v1/files/" + member.firstFile(), nothing);
        gets(load, member, "GET /files/by-path", "/api/v1/files/by-path?path=/known/first", nothing);
        String children = "/api/v1/folders/root/children?limit=50";
        gets(load, member, "GET /folders/{id}/children, 2 entries", children, nothing);
        gets(load, member, "GET /sync/delta, nothing new", "/api/v1/sync/delta?cursor=" + last, nothing);
        gets(load, member, "GET /sync/delta, the first 10 entries", "/api/v1/sync/delta?limit=10", nothing);
        gets(load, member, "GET /sync/delta, the first 500 entries", "/api/v1/sync/delta?limit=500", nothing);
    }

    private void commits(Load load, JsonNode system, List<Member> members) throws Exception {
        CommitLoad committing = new CommitLoad(load, members);
        double apart;
        double together;
        double batched;
        try (BareCommits bare = new BareCommits(system)) {
            apart = print(load.run(thread -> bare.work(thread, 1)), "bare SQL, a namespace each", 0);
            together = print(load.run(thread -> bare.work(0, 1)), "bare SQL, one namespace", 0);
            batched = print(
                    load.run(thread -> bare.work(thread, BARE_BATCH)).times(BARE_BATCH),
                    "bare SQL, " + BARE_BATCH + " versions at once",
                    0);
        }
        print(committing.openAndCommit(), "initiate + commit, a namespace each", apart);
        print(committing.commitApart(commits), "commit, a namespace each", apart);
        print(committing.commitTogether(commits), "commit, one namespace", together);
        print(committing.commitBatches(Math.max(4, commits / 200)), "commit of 1,000 files, a namespace each", batched);
    }

    private static double print(Load.Result result, String name, double reference) {
        result.print(name, reference);
        return result.perSecond();
    }

    /** The cursor of a device that knows everything. */
    private static String caughtUp(Wire wire, Member member) throws IOException {
        JsonNode page = Member.json(member.get(wire, "/api/v1/sync/delta"));
        while (page.path("has_more").asBoolean()) {
            String cursor = page.path("next_cursor").asString();
            page = Member.json(member.get(wire, "/api/v1/sync/delta?cursor=" + cursor));
        }
        return page.path("next_cursor").asString();
    }

    private static double gets(Load load, Member member, String name, String path, double reference) throws Exception {
        return print(
                load.run(thread -> {
                    Wire wire = member.open();
                    return new Load.Work() {
                        @Override
                        public void once() throws IOException {
                            member.get(wire, path);
                        }

                        @Override
                        public void close() throws IOException {
                            wire.close();
                        }
                    };
                }),
                name,
                reference);
    }
}
