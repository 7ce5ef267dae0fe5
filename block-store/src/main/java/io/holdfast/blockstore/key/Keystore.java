package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Conflict;
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
    private final MasterKeys masters;
    private final String id;
    private final BlockKey sealing;
    private volatile NavigableMap<Integer, BlockKey> keys;

    private Keystore(Path file, Loaded loaded, MasterKeys masters) {
        this.file = file;
        this.masters = masters;
        this.id = loaded.content().id();
        this.keys = loaded.keys();
        this.sealing = keys.lastEntry().getValue();
    }

    /**
     * Makes the keystore, with a master key in a file beside it, if there is none. Several processes may do so at the same time: one
     * wins, all use its keys. An existing file is never changed.
     */
    public static Keystore openOrMake(Path file, SecureRandom random) {
        return openOrMake(file, MasterKeys.FILES, random);
    }

    /** The same, with the master key that the settings choose. */
    static Keystore openOrMake(Path file, MasterKeys masters, SecureRandom random) {
        if (!Files.exists(file)) {
            try {
                make(file, masters, random);
            } catch (IOException e) {
                throw new Unavailable("cannot make the keystore " + file + ": " + e, e);
            }
        }
        return open(file, masters);
    }

    /** @throws Unavailable if it, or the master key that it needs, cannot be read */
    public static Keystore open(Path file) {
        return open(file, MasterKeys.FILES);
    }

    static Keystore open(Path file, MasterKeys masters) {
        return new Keystore(file, load(file, masters), masters);
    }

    /** With a new master key in a file. */
    public static void rotate(Path file, SecureRandom random) {
        rotate(file, MasterKeys.FILES, random);
    }

    /**
     * Adds a block key, which every process takes for new objects from its next start on, and wraps all block keys anew under the
     * master key that the settings choose; the file of the old one is removed. Stored objects stay as they are and readable. Processes
     * may use the keystore meanwhile.
     *
     * @throws Conflict if another process rotates it right now: of two new keys with one number one would be lost
     */
    static void rotate(Path file, MasterKeys masters, SecureRandom random) {
        try (KeyFiles.Held held = KeyFiles.hold(file)) {
            KeystoreFile old = read(file);
            NavigableMap<Integer, BlockKey> keys = unwrapped(file, old, masters);
            MasterKey master = masters.fresh(file, old.id(), random);
            TreeMap<Integer, byte[]> wrapped = new TreeMap<>();
            keys.forEach((number, key) -> wrapped.put(number, master.wrap(key.key())));
            wrapped.put(keys.lastKey() + 1, master.wrap(KeyWrap.fresh(random)));
            KeystoreFile fresh = new KeystoreFile(old.id(), master.reference(), wrapped);
            unwrapped(file, fresh, masters); // proves that the new master key opens what it is about to replace
            KeyFiles.replace(file, fresh.text(), random);
            MasterKeys.discard(masters.of(file, old));
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
        Loaded now = load(file, masters);
        if (now.content().id().equals(id) && now.keys().size() > keys.size()) {
            keys = now.keys();
        }
        return keys;
    }

    private static void make(Path file, MasterKeys masters, SecureRandom random) throws IOException {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        MasterKey master = masters.fresh(file, id, random);
        TreeMap<Integer, byte[]> wrapped = new TreeMap<>();
        wrapped.put(1, master.wrap(KeyWrap.fresh(random)));
        KeystoreFile content = new KeystoreFile(id, master.reference(), wrapped);
        if (!KeyFiles.create(file, content.text(), random)) {
            MasterKeys.discard(master); // another process was first
        }
    }

    private record Loaded(KeystoreFile content, NavigableMap<Integer, BlockKey> keys) {}

    /** A rotation between the two files is no error: the keystore names another master key then. */
    private static Loaded load(Path file, MasterKeys masters) {
        KeystoreFile content = read(file);
        while (true) {
            try {
                return new Loaded(content, unwrapped(file, content, masters));
            } catch (Unavailable e) {
                KeystoreFile now = read(file);
                if (now.master().equals(content.master())) {
                    throw e;
                }
                content = now;
            }
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

    private static NavigableMap<Integer, BlockKey> unwrapped(Path file, KeystoreFile content, MasterKeys masters) {
        MasterKey master = masters.of(file, content);
        TreeMap<Integer, BlockKey> keys = new TreeMap<>();
        content.wrapped().forEach((number, wrapped) -> {
            SecretKey key = master.unwrap(wrapped);
            keys.put(number, new BlockKey(number, key));
        });
        return keys;
    }
}
