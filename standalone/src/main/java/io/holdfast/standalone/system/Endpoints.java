package io.holdfast.standalone.system;

import io.holdfast.standalone.data.Port;
import io.holdfast.standalone.data.Ports;
import io.holdfast.standalone.postgres.PostgresCluster;

/** Where the parts of one system can be reached on this machine. */
public record Endpoints(String host, Ports ports) {
    public String api() {
        return http(host.equals("0.0.0.0") ? "127.0.0.1" : host, Port.API);
    }

    public String dashboards() {
        return http("127.0.0.1", Port.DASHBOARDS);
    }

    public String flink() {
        return http("127.0.0.1", Port.FLINK);
    }

    /** The administration port; asks for the token in {@code keys/maintenance.token}. */
    public String maintenance() {
        return http("127.0.0.1", Port.MAINTENANCE);
    }

    /** For {@code psql}; the password is in {@code keys/postgres.password}. */
    public String postgres() {
        return "postgresql://" + PostgresCluster.USER + "@127.0.0.1:" + ports.number(Port.POSTGRES) + "/"
                + PostgresCluster.DATABASE;
    }

    public String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + ports.number(Port.POSTGRES) + "/" + database;
    }

    public String kafka() {
        return "127.0.0.1:" + ports.number(Port.KAFKA);
    }

    private String http(String address, Port port) {
        return "http://" + address + ":" + ports.number(port);
    }
}
