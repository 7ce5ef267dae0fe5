package io.holdfast.standalone.postgres;

import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.util.List;

/** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and still owns root's files. */
public final class RootHiding {
    private static final List<String> UNSHARE = List.of("unshare", "--user");

    private RootHiding() {}

    /** What to put before the programs of PostgreSQL for this user: nothing unless root. */
    public static List<String> prefix(int userId) throws InterruptedException {
        if (userId != 0) {
            return List.of();
        }
        try {
            Process probe = new ProcessBuilder("unshare", "--user", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor() == 0) {
                return UNSHARE;
            }
        } catch (IOException e) {
            throw refusal("the program 'unshare' (util-linux) is not installed");
        }
        throw refusal("this machine forbids user namespaces (see /proc/sys/user/max_user_namespaces)");
    }

    private static Refusal refusal(String why) {
        return new Refusal(
                ExitCode.CANNOT_START,
                "PostgreSQL does not run as root, and " + why + "; start holdfast as an ordinary user");
    }
}
