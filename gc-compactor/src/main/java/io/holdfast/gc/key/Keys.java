package io.holdfast.gc.key;

import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.audit.Audit;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.audit.AuditOutcome;
import io.holdfast.metadata.audit.AuditRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keystore of this installation. Processes that run keep the keys that they have; a rotation is for their next start. */
public final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final KeySettings settings;
    private final Audit audit;
    private final SecureRandom random;

    public Keys(KeySettings settings, Audit audit, SecureRandom random) {
        this.settings = settings;
        this.audit = audit;
        this.random = random;
    }

    /** Whether a rotation left a record. */
    public enum Record {
        WRITTEN,
        DATABASE_AWAY
    }

    public Path keystore() {
        return settings.keystore().toAbsolutePath().normalize();
    }

    /**
     * Which keystore it is, and its highest block key; they are numbered from 1.
     *
     * @throws NotFound if nothing was ever encrypted here
     */
    public KeyMark mark() {
        if (!Files.exists(keystore())) {
            throw new NotFound("there is no keystore " + keystore() + ": see blocks.encryption and blocks.keystore");
        }
        return settings.mark();
    }

    /**
     * Adds a block key and wraps all of them anew, by a new master key in a file or by the service that the settings name.
     *
     * @throws Conflict if another rotation is going on
     */
    public Record rotate() {
        mark();
        settings.rotate(random);
        KeyMark now = mark();
        LOG.info("the keystore {} has the new block key {}", now.keystore(), now.highestKey());
        return record(now);
    }

    /** What has happened has happened, record or not. */
    private Record record(KeyMark now) {
        try {
            audit.add(new AuditRecord(
                    AuditAct.KEYS_ROTATED,
                    AuditOutcome.DONE,
                    Optional.empty(),
                    "keystore:" + now.keystore(),
                    "block key " + now.highestKey() + ", by the operator",
                    Optional.empty(),
                    ""));
            return Record.WRITTEN;
        } catch (RuntimeException e) {
            LOG.warn("the keys were rotated, but there is no audit record of it", e);
            return Record.DATABASE_AWAY;
        }
    }
}
