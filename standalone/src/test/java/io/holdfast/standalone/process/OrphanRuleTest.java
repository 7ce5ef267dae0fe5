package io.holdfast.standalone.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrphanRuleTest {
    private static final Path DATA = Path.of("/home/ada/.hold fast");
    private static final long SELF = 1;

    @Test
    void namesAChildByItsPidFile() {
        ObservedProcess api =
                process(10, "/usr/bin/java", "-cp", "x.jar", "Api", "--config", DATA + "/run/api.properties");
        assertThat(orphans(Map.of("api", api.identity()), api)).containsExactly(new OrphanRule.Orphan("api", api));
    }

    @Test
    void findsAChildThatDiedBeforeItsPidFileWasWritten() {
        ObservedProcess postgres = process(11, DATA + "/postgres/18/bin/postgres", "-D", DATA + "/postgres/data");
        assertThat(orphans(Map.of(), postgres)).containsExactly(new OrphanRule.Orphan("", postgres));
    }

    @Test
    void findsABatchRunByItsTemporaryFolder() {
        ObservedProcess batch = process(12, "java", "-Djava.io.tmpdir=" + DATA + "/run/tmp/batch", "Batch");
        assertThat(orphans(Map.of(), batch)).hasSize(1);
    }

    @Test
    void aReusedPidIsNotTheRecordedProcess() {
        ObservedProcess later = process(10, "/usr/bin/java", "-jar", "editor.jar");
        assertThat(orphans(Map.of("api", new ProcessIdentity(10, 5, "boot")), later))
                .isEmpty();
    }

    @Test
    void leavesStrangersAlone() {
        assertThat(orphans(
                        Map.of(),
                        process(20, "/usr/bin/java", "Holdfast", "status", "--data", DATA.toString()),
                        process(21, "/usr/bin/tail", "-f", DATA + "/run/x"),
                        process(22, "/usr/bin/java", "--config", DATA + "-other/run/api.properties"),
                        process(23, "/usr/bin/java", "--config", DATA + "/runner/api.properties"),
                        process(24),
                        process(SELF, "/usr/bin/java", "--config", DATA + "/run/api.properties")))
                .isEmpty();
    }

    private static List<OrphanRule.Orphan> orphans(Map<String, ProcessIdentity> recorded, ObservedProcess... running) {
        return OrphanRule.orphans(List.of(running), recorded, DATA, SELF);
    }

    private static ObservedProcess process(long pid, String... command) {
        return new ObservedProcess(new ProcessIdentity(pid, 7, "boot"), 0, List.of(command));
    }
}
