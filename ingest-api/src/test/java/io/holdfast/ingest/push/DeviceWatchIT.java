package io.holdfast.ingest.push;

import io.holdfast.core.gc.Profile;
import io.holdfast.ingest.push.Subscriber.Address;
import io.holdfast.ingest.settings.PushSettings;
import io.holdfast.metadata.account.Devices;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.DatabaseSettings;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.testkit.postgres.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When connections are ended, with the time passed in. */
class DeviceWatchIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID DEVICE = new UUID(7, 7);

    private final Database database = Database.open(new DatabaseSettings(
            PostgresServer.shared().createDatabase(), PostgresServer.USER, "", 2, "device-watch-test"));
    private final PushMetrics metrics = new PushMetrics(new SimpleMeterRegistry());
    private final PushSettings settings = new PushSettings(
            10,
            10,
            4,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            HOUR,
            Duration.ofSeconds(1));
    private final Subscribers subscribers = new Subscribers(settings, metrics);
    private final Line line = new Line();
    private Instant now = Instant.EPOCH;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionLastsAnHourAtMostAndHardlyLess() {
        DeviceWatch watch = watch();
        now = now.plus(HOUR.multipliedBy(5).dividedBy(6)).minusSeconds(1);
        watch.look();
        assertThat(line.ended).isEmpty();
        now = Instant.EPOCH.plus(HOUR);
        watch.look();
        assertThat(line.ended).containsExactly(Ending.EXPIRED);
        assertThat(subscribers.all()).isEmpty();
    }

    @Test
    void whomAnotherProcessRevokedIsFoundInTheDatabase() {
        DeviceWatch watch = watch();
        watch.look();
        assertThat(line.ended).isEmpty();
        database.client().sql("UPDATE device SET revoked_at = now()").update();
        watch.look();
        assertThat(line.ended).containsExactly(Ending.REVOKED);
    }

    private DeviceWatch watch() {
        Migrations.apply(database, Ambient.real(), Profile.REHEARSAL);
        UUID account = new UUID(1, 1);
        database.client()
                .sql("INSERT INTO account (id, email, email_key, username, password_hash, created_at)"
                        + " VALUES (?, 'a@b', 'a@b', '', '', now())")
                .param(account)
                .update();
        database.client()
                .sql("INSERT INTO device (id, account_id, name, type, created_at) VALUES (?, ?, 'phone', '', now())")
                .params(DEVICE, account)
                .update();
        Address address = new Address(account, DEVICE, account, Kind.STREAM, now);
        subscribers.add(new Subscriber(address, 0, line, () -> now, metrics));
        return new DeviceWatch(subscribers, new Devices(database), settings, () -> now);
    }
}
