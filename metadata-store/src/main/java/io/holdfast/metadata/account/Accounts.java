package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts of the installation and the namespaces they own. Safe for many threads. */
public final class Accounts {
    private final JdbcClient jdbc;
    private final Transactions transactions;

    public Accounts(Database database) {
        this.jdbc = database.client();
        this.transactions = database.transactions();
    }

    /**
     * Adds the account with its namespace and root folder.
     *
     * @throws Conflict if an account has that e-mail address already, whatever its case
     */
    public void create(Account account, Home home, long quotaBytes) {
        try {
            transactions.run("make an account", () -> insert(account, home, quotaBytes));
        } catch (DuplicateKeyException e) {
            throw new Conflict("an account with the address " + account.email() + " exists already");
        }
    }

    public Optional<Account> byEmail(EmailAddress email) {
        return jdbc.sql("SELECT id, email, username, password_hash, role, created_at FROM account WHERE email_key = ?")
                .param(email.key())
                .query(Accounts::account)
                .optional();
    }

    public Optional<Account> byId(UUID id) {
        return jdbc.sql("SELECT id, email, username, password_hash, role, created_at FROM account WHERE id = ?")
                .param(id)
                .query(Accounts::account)
                .optional();
    }

    /** The namespace that the account owns; empty for an unknown account. */
    public Optional<Home> home(UUID accountId) {
        return jdbc.sql("SELECT id, root_id, profile FROM namespace WHERE owner_id = ? ORDER BY created_at LIMIT 1")
                .param(accountId)
                .query((row, n) -> new Home(
                        row.getObject("id", UUID.class),
                        row.getObject("root_id", UUID.class),
                        row.getString("profile")))
                .optional();
    }

    private void insert(Account account, Home home, long quotaBytes) {
        OffsetDateTime now = account.createdAt().atOffset(ZoneOffset.UTC);
        jdbc.sql("INSERT INTO account (id, email, email_key, username, password_hash, role, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(account.id(), account.email(), new EmailAddress(account.email()).key(), account.username())
                .params(account.passwordHash(), account.role(), now)
                .update();
        jdbc.sql("INSERT INTO namespace (id, owner_id, root_id, profile, quota_bytes, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(home.namespaceId(), account.id(), home.rootId(), home.chunkingProfile(), quotaBytes, now)
                .update();
        jdbc.sql("INSERT INTO entry (namespace_id, id, name, name_key, type, created_at, updated_at, modified_by, seq)"
                        + " VALUES (?, ?, '', '', 'D', ?, ?, ?, 0)")
                .params(home.namespaceId(), home.rootId(), now, now, account.id())
                .update();
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("username"),
                row.getString("password_hash"),
                row.getString("role"),
                instant(row, "created_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
