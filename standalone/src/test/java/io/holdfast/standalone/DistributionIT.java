package io.holdfast.standalone;

import io.holdfast.standalone.system.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The folder that the build puts together is complete: what a manifest names is there, and nothing else. */
class DistributionIT {
    private static final List<String> MODULES =
            List.of("ingest-api", "stream-jobs", "batch-jobs", "gc-compactor", "dashboards", "standalone");
    private static final Path HOME =
            Path.of("target", "holdfast-" + Build.current().version());

    @Test
    void libHoldsExactlyWhatTheManifestsName() throws Exception {
        Set<String> named = new TreeSet<>();
        for (String module : MODULES) {
            Path jar =
                    HOME.resolve("lib").resolve(module + "-" + Build.current().version() + ".jar");
            named.add(jar.getFileName().toString());
            named.addAll(classPath(jar));
        }
        assertThat(jars()).isEqualTo(named);
    }

    /** The JVM follows the manifest of every jar: one of a library would put versions of its own before those of the process. */
    @Test
    void noLibraryNamesJarsOfOurs() throws Exception {
        Set<String> jars = jars();
        for (String name : jars) {
            if (MODULES.stream()
                    .noneMatch(
                            module -> name.equals(module + "-" + Build.current().version() + ".jar"))) {
                assertThat(classPath(HOME.resolve("lib").resolve(name)))
                        .as(name)
                        .doesNotContainAnyElementsOf(jars);
            }
        }
    }

    @Test
    void theScriptIsAtTheTopAndInBin() {
        assertThat(HOME.resolve("holdfast")).isExecutable();
        assertThat(HOME.resolve("bin/holdfast")).isExecutable();
        assertThat(HOME.resolve("LICENSE")).isRegularFile();
        assertThat(HOME.resolve("conf/jvm/api.options")).isRegularFile();
    }

    private static Set<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> classPath(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String names =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return names == null ? List.of() : Arrays.asList(names.split(" ", -1));
        }
    }
}
