package io.holdfast.benchmarks.api;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commits of new files, each of three blocks that its namespace has. Where the commit alone is measured, the uploads are opened
 * before the clock runs.
 */
final class CommitLoad {
    private static final int BATCH = 1000;

    private final Load load;
    private final List<Member> members;
    private final AtomicLong next = new AtomicLong();

    /** @param members one for each thread of the load */
    CommitLoad(Load load, List<Member> members) {
        this.load = load;
        this.members = List.copyOf(members);
    }

    /** Everything that a client does, each thread in a namespace of its own. */
    Load.Result openAndCommit() throws Exception {
        return load.run(thread -> {
            Member member = members.get(thread);
            Wire wire = member.open();
            SplittableRandom random = new SplittableRandom(thread);
            return new OnWire(wire, () -> member.commit(wire, member.initiate(wire, path(thread), random)));
        });
    }

    /** The commit alone, each thread in a namespace of its own. */
    Load.Result commitApart(int times) throws Exception {
        return load.drain(thread -> stocked(thread, members.get(thread), times), times);
    }

    /** The commit alone, all threads in the namespace of the first member. */
    Load.Result commitTogether(int times) throws Exception {
        return load.drain(thread -> stocked(thread, members.get(0), times), times);
    }

    /** The commit alone of batches of a thousand files, each thread in a namespace of its own; in files. */
    Load.Result commitBatches(int times) throws Exception {
        return load.drain(
                        thread -> {
                            Member member = members.get(thread);
                            Wire wire = member.open();
                            SplittableRandom random = new SplittableRandom(thread);
                            Queue<String> uploads = new ArrayDeque<>();
                            for (int i = 0; i < times; i++) {
                                uploads.add(member.initiateBatch(wire, path(thread), BATCH, random));
                            }
                            return new OnWire(wire, () -> member.commit(wire, uploads.remove()));
                        },
                        times)
                .times(BATCH);
    }

    private Load.Work stocked(int thread, Member member, int times) throws IOException {
        Wire wire = member.open();
        SplittableRandom random = new SplittableRandom(thread);
        Queue<String> uploads = new ArrayDeque<>();
        for (int i = 0; i < times; i++) {
            uploads.add(member.initiate(wire, path(thread), random));
        }
        return new OnWire(wire, () -> member.commit(wire, uploads.remove()));
    }

    private String path(int thread) {
        return "/committed/by-" + thread + "/" + next.incrementAndGet();
    }

    @FunctionalInterface
    private interface Call {
        void make() throws IOException;
    }

    private record OnWire(Wire wire, Call call) implements Load.Work {
        @Override
        public void once() throws IOException {
            call.make();
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
