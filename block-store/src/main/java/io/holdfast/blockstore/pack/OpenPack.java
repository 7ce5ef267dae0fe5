package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pack that a store appends to. Belongs to one thread at a time; the caller holds its lock while it changes the file. */
final class OpenPack implements AutoCloseable {
    /** So that its index stays small in memory. */
    static final int MAX_SLICES = 65_536;

    private static final int BUFFER_BYTES = 1 << 20;

    private final PackFiles files;
    private final long generation;
    private final PackLock lock;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final Map<ObjectName, Location> slices = new LinkedHashMap<>();
    private long end;
    private boolean fresh = true;

    private OpenPack(PackFiles files, long generation, FileChannel channel, ByteBuffer buffer) {
        this.files = files;
        this.generation = generation;
        this.lock = files.lock(generation);
        this.channel = channel;
        this.buffer = buffer;
    }

    /** What any number of open packs, one after the other, are written through. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    /** A new pack; its file is empty. */
    static OpenPack create(PackFiles files, long generation, ByteBuffer buffer) throws IOException {
        FileChannel channel = FileChannel.open(
                files.file(generation),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return new OpenPack(files, generation, channel, buffer);
    }

    PackLock.Held take() throws IOException {
        return lock.take();
    }

    /** Whether nobody has sealed it: the file ends where we left it. Asked under the lock. */
    boolean ours() throws IOException {
        return channel.size() == end;
    }

    /** What an earlier put of this name has left here; that is durable. */
    Optional<Location> find(ObjectName name) {
        return Optional.ofNullable(slices.get(name));
    }

    /** Whether so many bytes more, in so many slices, fit. A pack without any takes all. */
    boolean takes(long bytes, int count, int packBytes) {
        return slices.isEmpty() || (end + bytes <= packBytes && slices.size() + count <= MAX_SLICES);
    }

    /** Appends them; they are not durable yet, and not known to {@link #find}. */
    List<Location> write(List<Slice> added) throws IOException {
        buffer.clear();
        long written = end;
        if (written == 0) {
            buffer.put(PackHeader.of(generation));
        }
        long at = end + buffer.position();
        List<Location> places = new ArrayList<>(added.size());
        for (Slice slice : added) {
            places.add(new Location(slice.name(), generation, at, slice.frame().length));
            at += slice.frame().length;
            written = append(slice.frame(), written);
        }
        Sealing.write(channel, buffer.flip(), written);
        return places;
    }

    /** Makes what was written durable; only then it belongs to the pack. */
    void force(List<Location> written) throws IOException {
        channel.force(fresh);
        if (fresh) {
            files.force();
            fresh = false;
        }
        written.forEach(place -> slices.put(place.name(), place));
        end = channel.size();
    }

    /** Takes back what was written and not forced. */
    void cutBack() throws IOException {
        channel.truncate(end);
    }

    /** Asked under the lock, of a pack that is still ours. */
    void seal() throws IOException {
        Sealing.seal(channel, generation, List.copyOf(slices.values()));
        lock.remove();
    }

    boolean empty() {
        return slices.isEmpty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long append(byte[] frame, long written) throws IOException {
        long at = written;
        int from = 0;
        while (from < frame.length) {
            int part = Math.min(buffer.remaining(), frame.length - from);
            buffer.put(frame, from, part);
            from += part;
            if (!buffer.hasRemaining()) {
                int bytes = buffer.position();
                Sealing.write(channel, buffer.flip(), at);
                at += bytes;
                buffer.clear();
            }
        }
        return at;
    }
}
