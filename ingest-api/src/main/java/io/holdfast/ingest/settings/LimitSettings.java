package io.holdfast.ingest.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code limits.*}: how often a caller may do what is dear or guesses at secrets. Counted in each process by itself.
 *
 * @param authPerAddress registrations, log-ins and refreshes from one address (of IPv6, from one /64)
 * @param loginPerAccount log-ins with a wrong password for one e-mail address, whether it has an account or not
 * @param probeMissesPerUser blocks that a user asked for and this server lacks
 * @param expensivePerUser calls that read a whole tree, such as a folder as a ZIP
 * @param requestsPerUser all calls of a user together
 */
@ConfigurationProperties(prefix = "limits", ignoreUnknownFields = false)
public record LimitSettings(
        @DefaultValue("120/1m") Rate authPerAddress,
        @DefaultValue("10/1m") Rate loginPerAccount,
        @DefaultValue("2000000/1h") Rate probeMissesPerUser,
        @DefaultValue("60/1m") Rate expensivePerUser,
        @DefaultValue("off") Rate requestsPerUser) {}
