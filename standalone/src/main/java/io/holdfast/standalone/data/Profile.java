package io.holdfast.standalone.data;

import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

/**
 * How long garbage and trash wait. {@code rehearsal} sets those times to zero, so it is chosen when a data directory is new
 * and never changed afterwards: a marker in the directory keeps the choice.
 */
public enum Profile {
    DEFAULT,
    REHEARSAL;

    /** The word in options, settings and the marker. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }

    /** The profile to run with; writes the marker of a new directory. The caller holds the lock of the directory. */
    public static Profile settle(DataDirectory data, Optional<Profile> asked) throws IOException {
        Profile chosen = choose(marked(data), data.inUse(), asked);
        if (marked(data).isEmpty()) {
            PrivateFiles.replace(data.profileMarker(), chosen.word() + "\n");
        }
        return chosen;
    }

    /** What the marker of the directory says. */
    public static Optional<Profile> marked(DataDirectory data) throws IOException {
        if (!Files.exists(data.profileMarker())) {
            return Optional.empty();
        }
        String word = Files.readString(data.profileMarker()).strip();
        for (Profile profile : values()) {
            if (profile.word().equals(word)) {
                return Optional.of(profile);
            }
        }
        throw new Refusal(
                ExitCode.CANNOT_START,
                data.profileMarker() + " says '" + word + "', which is no profile; restore it from a backup");
    }

    static Profile choose(Optional<Profile> marked, boolean inUse, Optional<Profile> asked) {
        Optional<Profile> settled = marked.or(() -> inUse ? Optional.of(DEFAULT) : Optional.empty());
        if (settled.isPresent() && asked.isPresent() && settled.get() != asked.get()) {
            throw new Refusal(
                    ExitCode.CANNOT_START,
                    "this data directory has the profile '" + settled.get() + "' and keeps it; use another --data for '"
                            + asked.get() + "'");
        }
        return settled.or(() -> asked).orElse(DEFAULT);
    }
}
