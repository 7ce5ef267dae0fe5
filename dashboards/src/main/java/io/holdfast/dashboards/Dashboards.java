package io.holdfast.dashboards;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.dashboards.jobs.MaintenancePort;
import io.holdfast.dashboards.lake.LakeReader;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entry point of the dashboards: {@code Dashboards --config FILE}. FILE is a properties file with {@code server.*}, {@code
 * database.*}, {@code lake.*} and {@code dashboards.*}; an unknown key of ours stops the start.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseSettings.class, LakeSettings.class, DashboardsSettings.class})
public class Dashboards {
    public static void main(String[] args) {
        SpringApplication.run(Dashboards.class, CommandLine.forSpring(args));
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Connects at the first query, so that the process starts whatever its neighbours do; every connection is read-only. */
    @Bean
    DataSource database(DatabaseSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setReadOnly(true);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(4);
        pool.setConnectionTimeout(3_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "holdfast-dashboards");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("socketTimeout", "10");
        return new HikariDataSource(pool);
    }

    @Bean
    LakeReader lake(LakeSettings settings) {
        return new LakeReader(settings.catalog());
    }

    @Bean
    MaintenancePort maintenance(DashboardsSettings settings, JsonMapper json) {
        return new MaintenancePort(settings.maintenanceUrl(), settings.maintenanceToken(), json);
    }
}
