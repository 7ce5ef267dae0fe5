package io.holdfast.blockstore.key;

import io.holdfast.core.SuppressForbidden;
import io.holdfast.core.error.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Rotates the keys of one keystore. Exit codes: 0 done, 1 it could not be done, 2 wrong use. */
public final class RotateKeys {
    private RotateKeys() {}

    /** @param arguments the keystore */
    @SuppressForbidden("a program prints what it did")
    public static void main(String[] arguments) {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
            System.err.println("usage: RotateKeys KEYSTORE, an existing file");
            System.exit(2);
        }
        try {
            Path keystore = Path.of(arguments[0]);
            Keystore.rotate(keystore, new SecureRandom());
            System.out.println(keystore + " has the block key "
                    + Keystore.open(keystore).mark().highestKey()
                    + ", and all of them are wrapped by a new master key.\n"
                    + "Restart the system, so that it is used, and back up " + keystore.getParent() + ".");
        } catch (HoldfastException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
