package io.holdfast.standalone.postgres;

import io.holdfast.standalone.process.HealthCheck;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Healthy is a server that lets us in and answers a query. */
public record PostgresProbe(String jdbcUrl, String password) implements HealthCheck {
    @Override
    public boolean healthy() {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCluster.USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "4");
        properties.setProperty("loggerLevel", "OFF");
        try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }
}
