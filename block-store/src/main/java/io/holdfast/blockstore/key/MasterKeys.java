package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The kinds of master keys: which one a new keystore gets, and which one an existing keystore names. */
record MasterKeys(KmsSettings kms) {
    /** Files beside the keystore, unless a keystore names another kind. */
    static final MasterKeys FILES = new MasterKeys(KmsSettings.NONE);

    /**
     * A master key for a keystore that is made or rotated.
     *
     * @param id of the keystore
     */
    MasterKey fresh(Path keystore, String id, SecureRandom random) throws IOException {
        return kms.key().isPresent() ? KmsMasterKey.tried(kms, id, random) : FileMasterKey.make(keystore, random);
    }

    /** The master key that a keystore names. */
    MasterKey of(Path keystore, KeystoreFile content) {
        String[] reference = content.master().split(" ", 2);
        String name = reference.length == 2 ? reference[1] : "";
        return switch (reference[0]) {
            case FileMasterKey.KIND -> FileMasterKey.open(keystore, name);
            case KmsMasterKey.KIND -> KmsMasterKey.open(kms, name, content.id());
            default ->
                throw new Unavailable("the keystore " + keystore + " needs a master key of the kind '" + reference[0]
                        + "', which this version does not know");
        };
    }

    /** Takes away what was made for one keystore alone and is needed no more. A key of the service stays. */
    static void discard(MasterKey unused) throws IOException {
        if (unused instanceof FileMasterKey file) {
            Files.deleteIfExists(file.file());
        }
    }
}
