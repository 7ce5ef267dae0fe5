package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/** A master key in a file of its own, beside the keystore. */
final class FileMasterKey implements MasterKey {
    static final String KIND = "file";

    private static final Pattern FORM = Pattern.compile("holdfast master key 1\n([0-9a-f]{64})\n");
    private static final Pattern NAME = Pattern.compile("blocks-[0-9a-f]{16}\\.master");

    private final Path file;
    private final SecretKey key;

    private FileMasterKey(Path file, SecretKey key) {
        this.file = file;
        this.key = key;
    }

    /** A new key, durable in a new file beside the keystore. */
    static FileMasterKey make(Path keystore, SecureRandom random) throws IOException {
        Path file = keystore.resolveSibling("blocks-" + HexFormat.of().toHexDigits(random.nextLong()) + ".master");
        SecretKey key = KeyWrap.fresh(random);
        String content = "holdfast master key 1\n" + HexFormat.of().formatHex(key.getEncoded()) + "\n";
        if (!KeyFiles.create(file, content, random)) {
            throw new IOException(file + " is there already");
        }
        return new FileMasterKey(file, key);
    }

    /** @param name what follows the kind in the keystore's reference */
    static FileMasterKey open(Path keystore, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Unavailable(
                    "the keystore " + keystore + " names the master key '" + name + "', which is no name of one");
        }
        Path file = keystore.resolveSibling(name);
        try {
            Matcher matcher = FORM.matcher(KeyFiles.read(file));
            if (!matcher.matches()) {
                throw new Unavailable(file + " is not a master key; bring it back from a backup");
            }
            return new FileMasterKey(file, KeyWrap.key(HexFormat.of().parseHex(matcher.group(1))));
        } catch (NoSuchFileException e) {
            throw new Unavailable(
                    "the keystore " + keystore + " needs the master key " + file
                            + ", which is not there. Bring it back from a backup; nothing was changed",
                    e);
        } catch (IOException e) {
            throw new Unavailable("cannot read the master key " + file + ": " + e, e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public String reference() {
        return KIND + " " + file.getFileName();
    }

    @Override
    public byte[] wrap(SecretKey wrapped) {
        return KeyWrap.wrap(key, wrapped);
    }

    @Override
    public SecretKey unwrap(byte[] wrapped) {
        try {
            return KeyWrap.unwrap(key, wrapped);
        } catch (InvalidKeyException e) {
            throw new Unavailable(
                    "the master key " + file + " is not the one that wrapped the keys of this keystore", e);
        }
    }
}
