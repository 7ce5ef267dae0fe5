package io.holdfast.blockstore.key;

import io.holdfast.core.SuppressForbidden;
import io.holdfast.core.config.Settings;
import io.holdfast.core.error.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;

/** Rotates the keys of one keystore. Exit codes: 0 done, 1 it could not be done, 2 wrong use. */
public final class RotateKeys {
    private RotateKeys() {}

    /** @param arguments the keystore, and settings with {@code blocks.kms.*} if its master key is or shall be in AWS KMS */
    @SuppressForbidden("a program prints what it did")
    public static void main(String[] arguments) {
        if (arguments.length < 1
                || arguments.length > 2
                || !Stream.of(arguments).map(Path::of).allMatch(Files::isRegularFile)) {
            System.err.println("usage: RotateKeys KEYSTORE [SETTINGS], existing files; SETTINGS with blocks.kms.*");
            System.exit(2);
        }
        try {
            Path keystore = Path.of(arguments[0]);
            MasterKeys masters = new MasterKeys(
                    arguments.length == 2 ? KmsSettings.of(Settings.load(Path.of(arguments[1]))) : KmsSettings.NONE);
            Keystore.rotate(keystore, masters, new SecureRandom());
            System.out.println(keystore + " has the block key "
                    + Keystore.open(keystore, masters).mark().highestKey() + ", and all of them are wrapped anew by "
                    + masters.kms().key().map(name -> "the AWS KMS key " + name).orElse("a new master key in a file")
                    + ".\n"
                    + "Restart the system, so that it is used, and back up " + keystore.getParent() + ".");
        } catch (HoldfastException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
