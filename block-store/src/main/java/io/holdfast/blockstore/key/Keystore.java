package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/** The block keys of one keystore file. New objects take the highest that was there when it was opened; others are looked up as needed. */
public final class Keystore implements KeyRing {
    private static final int ID_BYTES = 16;

    private final Path file;
    private final String id;
    private final BlockKey sealing;
    private volatile NavigableMap<Integer, BlockKey> keys;

    private Keystore(Path file, KeystoreFile content) {
        this.file = file;
        this.id = content.id();
        this.keys = unwrapped(file, content);
        this.sealing = keys.lastEntry().getValue();
    }

    /**
     * Makes the keystore, with a master key in a file beside it, if there is none. Several processes may do so at the same time: one
     * wins, all use its keys. An existing file is never changed.
     */
    public static Keystore openOrMake(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            try {
                make(file, random);
            } catch (IOException e) {
                throw new Unavailable("cannot make the keystore " + file + ": " + e, e);
            }
        }
        return open(file);
    }

    /** @throws Unavailable if it, or the master key that it needs, cannot be read */
    public static Keystore open(Path file) {
        return new Keystore(file, read(file));
    }

    /**
     * Adds a block key, which every process takes for new objects from its next start on, and wraps all block keys anew under a new
     * master key; the file of the old one is removed. Stored objects stay as they are and readable.
     */
    public static void rotate(Path file, SecureRandom random) {
        KeystoreFile old = read(file);
        NavigableMap<Integer, BlockKey> keys = unwrapped(file, old);
        try {
            FileMasterKey master = FileMasterKey.make(file, random);
            TreeMap<Integer, byte[]> wrapped = new TreeMap<>();
            keys.forEach((number, key) -> wrapped.put(number, master.wrap(key.key())));
            wrapped.put(keys.lastKey() + 1, master.wrap(KeyWrap.fresh(random)));
            KeystoreFile fresh = new KeystoreFile(old.id(), master.reference(), wrapped);
            unwrapped(file, fresh); // proves that the new master key opens what it is about to replace
            KeyFiles.replace(file, fresh.text(), random);
            if (master(file, old) instanceof FileMasterKey replaced) {
                Files.deleteIfExists(replaced.file());
            }
        } catch (IOException e) {
            throw new Unavailable("cannot rotate the keys of " + file + ": " + e, e);
        }
    }

    /** What a store that uses it must remember. */
    public KeyMark mark() {
        return new KeyMark(id, sealing.number());
    }

    @Override
    public Optional<BlockKey> sealing() {
        return Optional.of(sealing);
    }

    @Override
    public BlockKey find(int number) {
        BlockKey key = keys.get(number);
        if (key == null) {
            key = reread().get(number); // rotated since we have read it
        }
        if (key == null) {
            throw new Unavailable("it is encrypted with the block key " + number + ", which the keystore " + file
                    + " does not have; bring the newest copy of it back");
        }
        return key;
    }

    private synchronized NavigableMap<Integer, BlockKey> reread() {
        KeystoreFile content = read(file);
        if (content.id().equals(id) && content.wrapped().size() > keys.size()) {
            keys = unwrapped(file, content);
        }
        return keys;
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        FileMasterKey master = FileMasterKey.make(file, random);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        TreeMap<Integer, byte[]> wrapped = new TreeMap<>();
        wrapped.put(1, master.wrap(KeyWrap.fresh(random)));
        KeystoreFile content = new KeystoreFile(HexFormat.of().formatHex(id), master.reference(), wrapped);
        if (!KeyFiles.create(file, content.text(), random)) {
            Files.delete(master.file()); // another process was first
        }
    }

    private static KeystoreFile read(Path file) {
        try {
            return KeystoreFile.parse(KeyFiles.read(file));
        } catch (NoSuchFileException e) {
            throw new Unavailable("the keystore " + file + " is not there; bring it back from a backup", e);
        } catch (IOException e) {
            throw new Unavailable("cannot read the keystore " + file + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new Unavailable(
                    file + " is not a keystore: " + e.getMessage()
                            + "; bring it back from a backup, nothing was changed",
                    e);
        }
    }

    private static NavigableMap<Integer, BlockKey> unwrapped(Path file, KeystoreFile content) {
        MasterKey master = master(file, content);
        TreeMap<Integer, BlockKey> keys = new TreeMap<>();
        content.wrapped().forEach((number, wrapped) -> {
            SecretKey key = master.unwrap(wrapped);
            keys.put(number, new BlockKey(number, key));
        });
        return keys;
    }

    /** The place for other kinds: a key service would be another word before the space. */
    private static MasterKey master(Path file, KeystoreFile content) {
        String[] reference = content.master().split(" ", 2);
        if (reference.length == 2 && reference[0].equals(FileMasterKey.KIND)) {
            return FileMasterKey.open(file, reference[1]);
        }
        throw new Unavailable("the keystore " + file + " needs a master key of the kind '" + reference[0]
                + "', which this version does not know");
    }
}
