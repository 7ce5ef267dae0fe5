package io.holdfast.ingest.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code push.*}: devices that wait to be told of changes.
 *
 * @param connections of all kinds that this process holds at once
 * @param connectionsPerAccount likewise of one account
 * @param connectionsPerDevice likewise of one device; one more ends its oldest
 * @param heartbeat how often an idle connection is proved alive
 * @param compareHeads how often what devices were told is compared with the database, in case a signal was lost
 * @param checkDevices how often it is looked whether devices were revoked through another process
 * @param longestConnection after about this time a stream is closed and its device comes again with a fresh token; not longer than
 *     an access token lasts
 * @param shortestPoll the shortest time that a long poll may ask for
 */
@ConfigurationProperties(prefix = "push", ignoreUnknownFields = false)
public record PushSettings(
        @DefaultValue("3000") int connections,
        @DefaultValue("100") int connectionsPerAccount,
        @DefaultValue("4") int connectionsPerDevice,
        @DefaultValue("30s") Duration heartbeat,
        @DefaultValue("5s") Duration compareHeads,
        @DefaultValue("1s") Duration checkDevices,
        @DefaultValue("1h") Duration longestConnection,
        @DefaultValue("30s") Duration shortestPoll) {
    private static final Duration HOUR = Duration.ofHours(1);

    public PushSettings {
        atLeastOne("push.connections", connections);
        atLeastOne("push.connections-per-account", connectionsPerAccount);
        atLeastOne("push.connections-per-device", connectionsPerDevice);
        within("push.heartbeat", heartbeat, Duration.ofSeconds(1), Duration.ofMinutes(5));
        within("push.compare-heads", compareHeads, Duration.ofMillis(100), HOUR);
        within("push.check-devices", checkDevices, Duration.ofMillis(100), Duration.ofMinutes(5));
        within("push.longest-connection", longestConnection, Duration.ofSeconds(10), HOUR);
        within("push.shortest-poll", shortestPoll, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is at least 1, not " + value);
        }
    }

    private static void within(String key, Duration value, Duration shortest, Duration longest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(key + " is between " + shortest + " and " + longest + ", not " + value);
        }
    }
}
