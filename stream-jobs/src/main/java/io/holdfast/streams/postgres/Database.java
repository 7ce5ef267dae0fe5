package io.holdfast.streams.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where PostgreSQL is. Travels inside operators, so that each task opens connections of its own. */
public record Database(String url, String user, String password) implements Serializable {
    private static final String CONNECT_SECONDS = "10";
    private static final String SOCKET_SECONDS = "60";

    /** A new connection in auto-commit mode; a server that does not answer fails the call, it never hangs. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "holdfast-streams");
        properties.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection(url, properties);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Database[" + url + ", " + user + "]";
    }
}
