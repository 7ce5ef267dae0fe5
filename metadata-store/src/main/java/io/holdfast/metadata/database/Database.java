package io.holdfast.metadata.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A pool of connections to one PostgreSQL, with the session settings that the protocol counts on. Thread safe. */
public final class Database implements AutoCloseable {
    /**
     * A lock is waited for at most 5 s, and a transaction whose process has stopped gives its locks up after 30 s: nobody can
     * hold up a namespace for long. Compiling plans to machine code costs more than our short statements. A statement is planned
     * once for whatever its parameters are: a plan for the one namespace that the statistics do not know yet expects no row in it
     * and reads it whole, again and again, while the look-up by key stands ready; and making that plan costs more than running it.
     */
    private static final String SESSION = "-c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            + " -c synchronous_commit=on -c jit=off -c plan_cache_mode=force_generic_plan";

    private final HikariDataSource pool;
    private final JdbcTemplate template;
    private final JdbcClient client;
    private final Transactions transactions;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.template = new JdbcTemplate(pool);
        this.client = JdbcClient.create(template);
        this.transactions = new Transactions(new JdbcTransactionManager(pool));
    }

    /** Opens the pool. The first connection is made when it is first needed; a wrong address shows then. */
    public static Database open(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        // Here and not for each transaction, which would ask PostgreSQL what it is each time.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setPoolName(settings.applicationName());
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", settings.applicationName());
        config.addDataSourceProperty("options", SESSION);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("prepareThreshold", "2");
        return new Database(new HikariDataSource(config));
    }

    public DataSource dataSource() {
        return pool;
    }

    /** For plain queries; inside {@link #transactions()} it takes part in the transaction of its thread. */
    public JdbcClient client() {
        return client;
    }

    public JdbcTemplate template() {
        return template;
    }

    public Transactions transactions() {
        return transactions;
    }

    @Override
    public void close() {
        pool.close();
    }
}
