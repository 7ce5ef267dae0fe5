package io.holdfast.metadata.database;

/**
 * Where PostgreSQL is and how many connections a process may hold.
 *
 * @param applicationName shown in {@code pg_stat_activity}
 */
public record DatabaseSettings(String url, String user, String password, int poolSize, String applicationName) {
    public DatabaseSettings {
        if (poolSize < 2) {
            throw new IllegalArgumentException("a pool has at least 2 connections, not " + poolSize);
        }
    }

    public DatabaseSettings(String url, String user, String password, String applicationName) {
        this(url, user, password, 16, applicationName);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + url + ", " + user + ", " + poolSize + ", " + applicationName + ']';
    }
}
