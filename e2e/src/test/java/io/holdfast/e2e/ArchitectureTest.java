package io.holdfast.e2e;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The module map of {@code ARCHITECTURE.md}, checked against the compiled classes of every module. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Each module with the modules that it may use. */
    private static final List<Module> MODULES = List.of(
            new Module("core", "io.holdfast.core", Set.of()),
            new Module("lakehouse-schema", "io.holdfast.lakehouse", Set.of("core")),
            new Module("block-store", "io.holdfast.blockstore", Set.of("core")),
            new Module("metadata-store", "io.holdfast.metadata", Set.of("core", "lakehouse-schema")),
            new Module(
                    "ingest-api",
                    "io.holdfast.ingest",
                    Set.of("core", "block-store", "metadata-store", "lakehouse-schema")),
            new Module("stream-jobs", "io.holdfast.streams", Set.of("core", "lakehouse-schema")),
            new Module("batch-jobs", "io.holdfast.batch", Set.of("core", "block-store", "lakehouse-schema")),
            new Module(
                    "gc-compactor",
                    "io.holdfast.gc",
                    Set.of("core", "block-store", "metadata-store", "lakehouse-schema")),
            new Module("dashboards", "io.holdfast.dashboards", Set.of("core", "lakehouse-schema")),
            new Module("standalone", "io.holdfast.standalone", Set.of("core")));

    private static JavaClasses all = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void importEveryModule() {
        List<Path> outputs = MODULES.stream().map(Module::output).toList();
        assertThat(outputs)
                .allSatisfy(output -> assertThat(Files.isDirectory(output))
                        .as("%s is compiled", output)
                        .isTrue());
        all = new ClassFileImporter().importPaths(outputs);
    }

    static List<Module> modules() {
        return MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyWhatItsArrowsPointTo(Module module) {
        String[] foreign = MODULES.stream()
                .filter(other -> !other.equals(module) && !module.uses().contains(other.name()))
                .map(Module::packages)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .allowEmptyShould(true)
                .check(all);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleKeepsToItsOwnPackage(Module module) {
        assertThat(new ClassFileImporter().importPath(module.output()))
                .allSatisfy(type -> assertThat(type.getPackageName()).startsWith(module.root()));
    }

    @Test
    void onlyTheCompactorMayDeleteObjects() {
        noClasses()
                .that(resideInAnyPackage("io.holdfast.gc..", "io.holdfast.blockstore..", "io.holdfast.core.block..")
                        .negate())
                .should()
                .dependOnClassesThat(simpleNameEndingWith("ObjectReaper"))
                .check(all);
        classes()
                .that()
                .areAssignableTo(ObjectReaper.class)
                .should()
                .resideInAnyPackage("io.holdfast.blockstore..", "io.holdfast.core.block..")
                .check(all);
        classes()
                .that()
                .areAssignableTo(PackObjectReaper.class)
                .should()
                .resideInAnyPackage("io.holdfast.blockstore..", "io.holdfast.core.block..")
                .check(all);
    }

    @Test
    void coreKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.holdfast.core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "javax.crypto..",
                                "jdk.incubator.vector..",
                                "org.slf4j..",
                                "org.jspecify..",
                                "io.holdfast.core..")
                        .negate())
                .check(all);
    }

    @Test
    void logicOfTheStreamJobsKnowsNoFlink() {
        noClasses()
                .that()
                .resideInAPackage("io.holdfast.streams.logic..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void controllersDoNotSeeTheDatabase() {
        noClasses()
                .that(resideInAPackage("io.holdfast.ingest..").and(simpleNameEndingWith("Controller")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.springframework.jdbc.."))
                .allowEmptyShould(true)
                .check(all);
    }

    /** What a request names by id is found through the one place that decides who may see it. */
    @Test
    void controllersAndServicesFindWhatARequestNamesThroughAccessOnly() {
        noClasses()
                .that(resideInAPackage("io.holdfast.ingest..")
                        .and(simpleNameEndingWith("Controller").or(simpleNameEndingWith("Service"))))
                .should()
                .accessTargetWhere(describe(
                        "reads an entry or a namespace around Access",
                        access -> Set.of(
                                        "io.holdfast.metadata.entry.Entries.byId",
                                        "io.holdfast.metadata.account.Accounts.home",
                                        "io.holdfast.metadata.namespace.Namespaces.ownedBy")
                                .contains(access.getTargetOwner().getFullName() + "."
                                        + access.getTarget().getName())))
                .check(all);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfAModuleAreFreeOfCycles(Module module) {
        slices().matching(module.root() + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(all.that(resideInAPackage(module.packages())));
    }

    @Test
    void everyPackageSaysThatNullIsRefused() {
        assertThat(all.stream().map(type -> type.getPackage()).distinct())
                .allSatisfy(aPackage -> assertThat(aPackage.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as("%s has a package-info with @NullMarked", aPackage.getName())
                        .isTrue());
    }

    /** One of our modules: folder, root package, and the names of those that it may use. */
    record Module(String name, String root, Set<String> uses) {
        String packages() {
            return root + "..";
        }

        Path output() {
            return ROOT.resolve(name).resolve("target/classes");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
