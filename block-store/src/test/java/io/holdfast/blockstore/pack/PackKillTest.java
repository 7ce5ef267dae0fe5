package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredPack;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes that die at each step of a put into a pack: what they acknowledged is whole, and the store goes on. */
class PackKillTest {
    private static final Map<String, Integer> STEPS = Map.of(
            "packs.beforeCreate", 2,
            "packs.afterCreate", 2,
            "packs.beforeWrite", 20,
            "packs.beforeForce", 20,
            "packs.afterForce", 20,
            "packs.beforeSeal", 2,
            "packs.afterSeal", 2);

    @TempDir
    private Path data;

    @Test
    void whatWasAcknowledgedIsWholeWhereverTheProcessDied() throws Exception {
        Map<String, Process> victims = new HashMap<>();
        for (Map.Entry<String, Integer> step : STEPS.entrySet()) {
            victims.put(step.getKey(), start(step.getKey(), step.getValue()));
        }
        for (Map.Entry<String, Process> victim : victims.entrySet()) {
            check(victim.getKey(), acknowledged(victim.getValue()));
            assertThat(victim.getValue().waitFor()).as(victim.getKey()).isEqualTo(PackVictim.KILLED);
        }
    }

    private void check(String step, List<Location> acknowledged) throws IOException {
        assertThat(acknowledged).as(step).isNotEmpty().hasSizeLessThan(PackVictim.BLOCKS);
        try (TestVolume volume = new TestVolume(data.resolve(step))) {
            LocalBlockStore store = volume.open(PackVictim.PACK_BYTES, reached -> {});
            requireWhole(store, acknowledged, step);
            Set<Location> listed = new HashSet<>(TestVolume.list(store));
            assertThat(listed).as(step).containsAll(acknowledged);
            assertThat(listed.size() - acknowledged.size()).as(step).isBetween(0, 1);
            for (StoredPack pack : volume.reaper().list()) {
                List<Location> before = volume.reaper().slices(pack.generation());
                assertThat(volume.reaper().seal(pack.generation())).as(step).isEqualTo(before);
            }
            assertThat(new HashSet<>(TestVolume.list(store))).as(step).isEqualTo(listed);
            Location next = TestVolume.put(store, 500);
            assertThat(store.get(next).hash()).as(step).isEqualTo(next.name().block());
            requireWhole(store, acknowledged, step);
            try (var runs = Files.list(volume.directory().resolve("runs"))) {
                assertThat(runs.filter(Files::isDirectory)).as(step).hasSize(1);
            }
        }
    }

    private static void requireWhole(LocalBlockStore store, List<Location> places, String step) {
        for (Location place : places) {
            assertThat(store.get(place).hash())
                    .as("%s: %s", step, place)
                    .isEqualTo(place.name().block());
        }
    }

    private Process start(String step, int hit) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.holdfast.blockstore.pack.PackVictim",
                        data.resolve(step).toString(),
                        step,
                        Integer.toString(hit))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<Location> acknowledged(Process victim) throws IOException {
        List<Location> places = new ArrayList<>();
        try (var lines = victim.inputReader(StandardCharsets.UTF_8)) {
            for (String line : lines.lines().toList()) {
                String[] fields = line.split(" ");
                int number = Integer.parseInt(fields[0]);
                places.add(new Location(
                        Blocks.name(TestVolume.block(number), number),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3])));
            }
        }
        return places;
    }
}
