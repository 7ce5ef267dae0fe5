package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.Port;
import io.holdfast.standalone.data.Profile;
import io.holdfast.standalone.postgres.PostgresCluster;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of every child: a pure function of where things are. A child refuses a key that it does not know.
 *
 * @param blocks what the operator says of where blocks lie; wins over the directory of the data directory
 */
record ChildSettings(
        Installation installation,
        DataDirectory data,
        Endpoints endpoints,
        Profile profile,
        Map<String, String> blocks,
        String postgresPassword,
        String maintenanceToken) {
    private static final String LOCAL = "local";
    private static final String PACK_BELOW_BYTES = "262144";

    Map<String, String> api() {
        Map<String, String> settings = database();
        settings.put("server.port", port(Port.API));
        settings.put("server.address", endpoints.host());
        settings.putAll(store());
        settings.put("kafka.bootstrap-servers", endpoints.kafka());
        settings.put("ingest.profile", profile.word());
        settings.put("ingest.public-url", endpoints.api());
        settings.put("ingest.registration", "open");
        settings.put("ingest.cursor-key-file", data.keys().resolve("cursor.key").toString());
        settings.put("dashboards.url", endpoints.dashboards());
        return settings;
    }

    Map<String, String> streams() {
        Map<String, String> settings = database();
        settings.putAll(lake());
        settings.put("kafka.bootstrap-servers", endpoints.kafka());
        settings.put("streams.state-dir", data.flink().toString());
        settings.put("streams.tmp-dir", data.temporary("streams").toString());
        settings.put("streams.rest-port", port(Port.FLINK));
        settings.put("streams.metrics-port", port(Port.FLINK_METRICS));
        return settings;
    }

    Map<String, String> maintenance() {
        Map<String, String> settings = database();
        settings.putAll(lake());
        settings.put("server.port", port(Port.MAINTENANCE));
        settings.put("server.address", "127.0.0.1");
        settings.putAll(store());
        settings.put("gc.profile", profile.word());
        settings.put("batch.java", installation.java().toString());
        settings.put("batch.class-path", installation.jar("batch-jobs").toString());
        settings.put("batch.tmp-dir", data.temporary("batch").toString());
        if (profile == Profile.DEFAULT) { // a rehearsal has too few runs to earn it
            settings.put("batch.class-archives", data.classes().toString());
        }
        settings.put("maintenance.token", maintenanceToken);
        return settings;
    }

    Map<String, String> dashboards() {
        Map<String, String> settings = database();
        settings.putAll(lake());
        settings.put("server.port", port(Port.DASHBOARDS));
        settings.put("server.address", "127.0.0.1");
        settings.put("dashboards.maintenance-url", endpoints.maintenance());
        settings.put("dashboards.maintenance-token", maintenanceToken);
        return settings;
    }

    /** What {@code conf/kafka.properties} cannot know. */
    Map<String, String> kafka() {
        String broker = "PLAINTEXT://127.0.0.1:" + port(Port.KAFKA);
        String controller = "127.0.0.1:" + port(Port.KAFKA_CONTROLLER);
        return Map.of(
                "listeners",
                broker + ",CONTROLLER://" + controller,
                "advertised.listeners",
                broker,
                "controller.quorum.voters",
                "1@" + controller,
                "log.dirs",
                data.kafka().toString());
    }

    private Map<String, String> database() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("database.url", endpoints.jdbc(PostgresCluster.DATABASE));
        settings.put("database.user", PostgresCluster.USER);
        settings.put("database.password", postgresPassword);
        return settings;
    }

    private Map<String, String> store() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("blocks.dir", data.blocks().toString());
        if (blocks.getOrDefault("blocks.backend", LOCAL).equals(LOCAL)) {
            settings.put("blocks.pack-below-bytes", PACK_BELOW_BYTES);
        }
        settings.putAll(blocks);
        return settings;
    }

    private Map<String, String> lake() {
        return Map.of(
                "lake.uri",
                endpoints.jdbc(PostgresCluster.LAKE_DATABASE),
                "lake.user",
                PostgresCluster.USER,
                "lake.password",
                postgresPassword,
                "lake.warehouse",
                "file://" + data.lake());
    }

    private String port(Port port) {
        return Integer.toString(endpoints.ports().number(port));
    }
}
