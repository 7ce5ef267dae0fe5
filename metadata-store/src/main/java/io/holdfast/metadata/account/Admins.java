package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.audit.AuditOutcome;
import io.holdfast.metadata.audit.AuditRecord;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Transactions;
import io.holdfast.metadata.namespace.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who may see what concerns the whole installation. Nobody is an admin until the operator of the machine says so; the record of it
 * stands or falls with the change. Safe for many threads.
 */
public final class Admins {
    private static final String ADMIN = "admin";
    private static final String USER = "user";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Audit audit;

    public Admins(Database database, Ambient ambient) {
        this.jdbc = database.client();
        this.transactions = database.transactions();
        this.audit = new Audit(database, ambient);
    }

    /** Whether the account is an admin at this moment; false for an unknown one. */
    public boolean has(UUID accountId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM account WHERE id = ? AND role = '" + ADMIN + "')")
                .param(accountId)
                .query(Boolean.class)
                .single();
    }

    /** All of them, by address. */
    public List<Admin> list() {
        return jdbc.sql("SELECT id, email FROM account WHERE role = '" + ADMIN + "' ORDER BY email_key")
                .query(Admins::admin)
                .list();
    }

    /**
     * @param by how the record names who did it
     * @return false if the account was one already; then there is no record
     * @throws NotFound if there is no account with this address
     */
    public boolean grant(EmailAddress email, String by) {
        return change(email, ADMIN, AuditAct.ADMIN_GRANTED, by);
    }

    /**
     * @param by how the record names who did it
     * @return false if the account was none; then there is no record
     * @throws NotFound if there is no account with this address
     */
    public boolean revoke(EmailAddress email, String by) {
        return change(email, USER, AuditAct.ADMIN_REVOKED, by);
    }

    private boolean change(EmailAddress email, String role, AuditAct act, String by) {
        return transactions.call("change the role of an account", () -> {
            Optional<UUID> changed = jdbc.sql(
                            "UPDATE account SET role = ? WHERE email_key = ? AND role <> ? RETURNING id")
                    .params(role, email.key(), role)
                    .query(UUID.class)
                    .optional();
            if (changed.isEmpty()) {
                requireAccount(email);
            }
            changed.ifPresent(account -> audit.add(record(account, act, by)));
            return changed.isPresent();
        });
    }

    private void requireAccount(EmailAddress email) {
        if (!jdbc.sql("SELECT EXISTS (SELECT FROM account WHERE email_key = ?)")
                .param(email.key())
                .query(Boolean.class)
                .single()) {
            throw new NotFound("there is no account with the address " + email);
        }
    }

    private static AuditRecord record(UUID account, AuditAct act, String by) {
        Optional<Actor> concerned = Optional.of(new Actor(account, Optional.empty()));
        return new AuditRecord(act, AuditOutcome.DONE, concerned, "account:" + account, by, Optional.empty(), "");
    }

    private static Admin admin(ResultSet row, int n) throws SQLException {
        return new Admin(row.getObject("id", UUID.class), row.getString("email"));
    }

    /** One of them. */
    public record Admin(UUID accountId, String email) {}
}
