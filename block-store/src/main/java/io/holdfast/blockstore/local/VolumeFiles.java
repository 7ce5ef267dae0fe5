package io.holdfast.blockstore.local;

import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.pack.PackDisk;
import io.holdfast.blockstore.pack.PackFiles;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.pack.Packs;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Files with the names of objects on one volume: whole and durable, or not there. What is in them is for others to know. Close it at the end:
 * that ends the run.
 */
public final class VolumeFiles implements AutoCloseable {
    private final Volume volume;
    private final Run run;
    private final KeyMarkFile marks;
    private final Publisher publisher;
    private final PackDisk disk;

    private VolumeFiles(Volume volume, Run run, Publisher publisher, PackDisk disk) {
        this.volume = volume;
        this.run = run;
        this.marks = new KeyMarkFile(volume);
        this.publisher = publisher;
        this.disk = disk;
    }

    /**
     * Makes the directories if they are not there, removes the unfinished files of dead processes, and tests the file system.
     *
     * @throws Unavailable if it cannot do what is needed; the message says what
     */
    public static VolumeFiles open(Path directory, VolumeOptions options) {
        Volume volume = Volume.open(directory);
        try {
            Run run = Run.begin(volume.runs());
            SelfTest selfTest = new SelfTest(run, volume);
            selfTest.pass();
            Trust trust = new Trust(volume.root(), selfTest, options.retest());
            Publisher publisher = new Publisher(volume, run, options, trust);
            return new VolumeFiles(
                    volume, run, publisher, new VolumeDisk(volume, run, publisher, trust, options.failPoint()));
        } catch (IOException e) {
            throw new Unavailable("cannot open the block directory " + directory + ": " + e, e);
        }
    }

    /** Which keystore the objects need; empty if none was ever encrypted. */
    public Optional<KeyMark> keyMark() {
        try {
            return marks.read();
        } catch (IOException e) {
            throw new Unavailable("cannot read what keys " + volume.root() + " needs: " + e, e);
        }
    }

    /** Durable once it returns. */
    public void keyMark(KeyMark mark) {
        try {
            marks.write(mark, run);
        } catch (IOException e) {
            throw new Unavailable("cannot note what keys " + volume.root() + " needs: " + e, e);
        }
    }

    public Path root() {
        return volume.root();
    }

    /**
     * @throws io.holdfast.core.error.HoldfastException.StorageFull if so many bytes more would touch the reserve
     * @throws Unavailable if the volume cannot be written to
     */
    public void requireRoom(long bytes) {
        publisher.requireRoom(bytes);
    }

    /** Writes a file, in place of another of its name if there is one; durable once it returns. */
    public void publish(ObjectName name, Content content) {
        publisher.publish(name, content);
    }

    /** Makes a file durable that is there already; returns its size. */
    public long confirm(ObjectName name) {
        return publisher.confirm(name);
    }

    /** @throws NotFound if there is no such file on a volume that is there */
    public FileChannel open(ObjectName name) {
        try {
            return FileChannel.open(volume.file(name), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            volume.requirePresent();
            throw new NotFound("there is no stored object " + name);
        } catch (IOException e) {
            throw new Unavailable("cannot read the stored object " + name + ": " + e, e);
        }
    }

    public boolean contains(ObjectName name) {
        try {
            return Files.readAttributes(volume.file(name), BasicFileAttributes.class)
                    .isRegularFile();
        } catch (NoSuchFileException e) {
            volume.requirePresent();
            return false;
        } catch (IOException e) {
            throw new Unavailable("cannot look for the stored object " + name + ": " + e, e);
        }
    }

    /** The packs beside the files; to be closed before the files are. */
    Packs packs(PackSettings settings, LongSupplier generations) {
        return new Packs(new PackFiles(volume.root(), volume::requirePresent), settings, disk, generations);
    }

    /** All files, one shard in memory at a time. */
    public Stream<StoredObject> list() {
        return Listing.of(volume);
    }

    /** The files whose hashes begin with this byte. */
    public List<StoredObject> list(int firstByte) {
        volume.requirePresent();
        return Listing.read(volume.shard(firstByte));
    }

    /** Moves a damaged file to {@code evidence/}, where nothing reads it and an operator may look at it. */
    public void setAside(ObjectName name) {
        try {
            Path evidence = volume.root().resolve("evidence");
            Directories.ensure(evidence);
            Path to = evidence.resolve(
                    run.unfinished(name).getFileName() + "." + run.directory().getFileName());
            Files.move(volume.file(name), to, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(evidence);
            Directories.force(volume.shard(name));
        } catch (NoSuchFileException e) {
            volume.requirePresent();
        } catch (IOException e) {
            throw new Unavailable("cannot set the damaged object " + name + " aside: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            run.close();
        } catch (IOException e) {
            throw new Unavailable("cannot end the use of " + volume.root() + ": " + e, e);
        }
    }
}
