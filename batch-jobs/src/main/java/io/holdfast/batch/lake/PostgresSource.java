package io.holdfast.batch.lake;

/** Where PostgreSQL is. Batch jobs only ever read it. */
public record PostgresSource(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresSource[" + url + ", " + user + "]";
    }
}
