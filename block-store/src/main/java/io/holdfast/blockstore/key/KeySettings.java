package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the keys of a store are and whether new objects are encrypted. Nothing is read or made before {@link #open}.
 *
 * @param keystore the file
 * @param kms for keystores whose master key is in AWS KMS
 */
public record KeySettings(Path keystore, Encryption encryption, KmsSettings kms) {
    private static final String FILE = "blocks.keystore";

    /** Of new objects; encrypted ones are read in any case. */
    public enum Encryption {
        ON,
        OFF
    }

    /** With the master key in a file beside the keystore, unless the keystore names another. */
    public KeySettings(Path keystore, Encryption encryption) {
        this(keystore, encryption, KmsSettings.NONE);
    }

    /** The default for a store in this directory: encrypted, with {@code ../keys/blocks.keystore}. */
    public static KeySettings beside(Path blocks) {
        Path absolute = blocks.toAbsolutePath().normalize();
        Path parent = Objects.requireNonNullElse(absolute.getParent(), absolute);
        return new KeySettings(parent.resolve("keys").resolve(FILE), Encryption.ON);
    }

    /** What the opening of a store found: its keys and the mark that it must have before anything is stored. */
    public record Opened(KeyRing ring, Optional<KeyMark> mark) {}

    /**
     * Opens the keystore, and makes it for a store that has none yet.
     *
     * @param mark what the store remembers of its keystore, if it ever had one
     * @throws Unavailable if the keystore that the store needs is not there, or is another or an older one
     */
    public Opened open(Optional<KeyMark> mark, SecureRandom random) {
        if (!Files.exists(keystore)) {
            mark.ifPresent(this::refuseMissing);
            if (encryption == Encryption.OFF) {
                return new Opened(KeyRing.NONE, Optional.empty());
            }
        }
        MasterKeys masters = new MasterKeys(kms);
        Keystore keys = encryption == Encryption.ON
                ? Keystore.openOrMake(keystore, masters, random)
                : Keystore.open(keystore, masters);
        KeyMark now = keys.mark();
        mark.ifPresent(known -> refuseOther(known, now));
        return encryption == Encryption.ON ? new Opened(keys, Optional.of(now)) : new Opened(keys.forReading(), mark);
    }

    /**
     * Which keystore it is, and its highest block key; they are numbered from 1.
     *
     * @throws Unavailable if it, or its master key, cannot be read
     */
    public KeyMark mark() {
        return Keystore.open(keystore, new MasterKeys(kms)).mark();
    }

    /**
     * Adds a block key and wraps all of them anew under the master key that these settings choose. Processes may use the keystore meanwhile;
     * each takes the new key from its next start on.
     *
     * @throws Conflict if another rotation is going on
     */
    public void rotate(SecureRandom random) {
        Keystore.rotate(keystore, new MasterKeys(kms), random);
    }

    private void refuseMissing(KeyMark mark) {
        throw new Unavailable(
                "the stored blocks are encrypted with the keystore " + mark.keystore() + ", which should be "
                        + keystore
                        + " and is not there. Bring it back from a backup, with the master key beside it; nothing was"
                        + " changed");
    }

    private void refuseOther(KeyMark known, KeyMark now) {
        if (!known.keystore().equals(now.keystore())) {
            throw new Unavailable(
                    "the stored blocks are encrypted with the keystore " + known.keystore() + ", but " + keystore
                            + " is the keystore " + now.keystore() + ". Bring the right one back; nothing was changed");
        }
        if (known.highestKey() > now.highestKey()) {
            throw new Unavailable("stored blocks may be encrypted with the block key " + known.highestKey() + ", but "
                    + keystore + " has only " + now.highestKey() + ": it is an old copy. Bring the newest one back;"
                    + " nothing was changed");
        }
    }
}
