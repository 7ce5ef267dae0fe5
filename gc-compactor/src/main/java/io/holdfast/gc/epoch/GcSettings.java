package io.holdfast.gc.epoch;

import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import io.holdfast.core.gc.SafetyWindow;
import io.holdfast.gc.pack.RepackSettings;
import java.time.Duration;

/**
 * How the collector waits, and what it repacks.
 *
 * @param window every waiting time of the protocol; checked against its floors when it is made
 * @param fenceWait how long an epoch waits for the lake before it stops with nothing deleted
 * @param repack which packs are repacked
 */
public record GcSettings(SafetyWindow window, Duration fenceWait, RepackSettings repack) {
    private static final Duration FENCE_WAIT = Duration.ofSeconds(60);

    /**
     * Reads {@code gc.*}.
     *
     * @throws IllegalArgumentException if a waiting time is below its floor
     */
    public static GcSettings of(Settings settings) {
        Profile profile = Profile.parse(settings.text("gc.profile"));
        SafetyWindow usual = SafetyWindow.of(profile);
        return new GcSettings(
                new SafetyWindow(
                        profile,
                        settings.duration("gc.min-age", usual.minAge()),
                        settings.duration("gc.condemned-for", usual.condemned()),
                        settings.duration("gc.quarantined-for", usual.quarantine()),
                        settings.duration("gc.restore-window", usual.restoreWindow()),
                        settings.duration("gc.session-max", usual.sessionMax()),
                        settings.duration("gc.orphan-age", usual.orphanAge())),
                settings.duration("gc.fence-wait", FENCE_WAIT),
                RepackSettings.of(settings, profile));
    }
}
