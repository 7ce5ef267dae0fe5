package io.holdfast.metadata.database;

import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What an error of the database means for whoever waits for the answer. */
enum Failure {
    /** PostgreSQL broke the transaction off (deadlock, serialization); nothing has changed, doing it again may succeed. */
    BROKEN_OFF,
    /** A lock was not had within {@code lock_timeout}; nothing has changed. */
    LOCK_WAIT,
    /** No connection could be had; nothing was sent. */
    NO_CONNECTION,
    /** The connection broke, or the server is going down, while we waited for an answer. */
    CONNECTION_LOST,
    /** Anything else: a fault of ours, or a constraint. */
    OTHER;

    private static final Set<String> BROKEN_OFF_STATES = Set.of("40001", "40P01");
    private static final Set<String> LOST_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "53300");

    static Failure of(RuntimeException error) {
        if (error instanceof CannotCreateTransactionException || error instanceof CannotGetJdbcConnectionException) {
            return NO_CONNECTION;
        }
        return sqlCause(error).map(Failure::of).orElse(OTHER);
    }

    RuntimeException translate(String act, boolean reachedCommit, RuntimeException error) {
        return switch (this) {
            case BROKEN_OFF, LOCK_WAIT ->
                new Unavailable("cannot " + act + ": others hold what it needs; nothing has changed, try again", error);
            case NO_CONNECTION -> new Unavailable("cannot " + act + ": no connection to PostgreSQL", error);
            case CONNECTION_LOST ->
                reachedCommit
                        ? new OutcomeUnknown("lost PostgreSQL while it was to " + act + "; repeat it to learn", error)
                        : new Unavailable("cannot " + act + ": lost PostgreSQL; nothing has changed", error);
            case OTHER -> error;
        };
    }

    private static Failure of(SQLException error) {
        String state = error.getSQLState();
        if (error instanceof SQLTransientConnectionException && state == null) {
            return NO_CONNECTION;
        }
        if (state == null) {
            return CONNECTION_LOST;
        }
        if (BROKEN_OFF_STATES.contains(state)) {
            return BROKEN_OFF;
        }
        if (state.equals("55P03")) {
            return LOCK_WAIT;
        }
        return state.startsWith("08") || LOST_STATES.contains(state) ? CONNECTION_LOST : OTHER;
    }

    private static Optional<SQLException> sqlCause(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
