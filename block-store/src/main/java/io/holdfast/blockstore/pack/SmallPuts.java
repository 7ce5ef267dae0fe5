package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.error.HoldfastException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts of small blocks, which become durable together with those that wait at the same time. Safe for many threads. */
public final class SmallPuts {
    /** Frames that {@link #putAll} holds in memory at a time, beside the blocks. */
    private static final int TOGETHER_BYTES = 4 << 20;

    private static final int TOGETHER = 4_096;

    private final PackSettings settings;
    private final GroupCommit commits;
    private final FrameCodec codec;
    private final Consumer<Location> verify;

    /** @param verify reads one that was put before */
    SmallPuts(PackSettings settings, GroupCommit commits, FrameCodec codec, Consumer<Location> verify) {
        this.settings = settings;
        this.commits = commits;
        this.codec = codec;
        this.verify = verify;
    }

    /** Blocks with fewer bytes than this are to be put here; 0: none. */
    public int below() {
        return settings.belowBytes();
    }

    public boolean takes(BlockBytes bytes) {
        return bytes.sizeBytes() < below();
    }

    /** Where it lies, durable. */
    public Location put(ObjectName name, BlockBytes bytes) {
        return put(List.of(slice(name, bytes))).get(0);
    }

    /**
     * Those that are small become durable some thousand at a time.
     *
     * @param others puts those that are not
     */
    public Map<ObjectName, PutEnd> putAll(
            Map<ObjectName, BlockBytes> objects,
            Function<Map<ObjectName, BlockBytes>, Map<ObjectName, PutEnd>> others) {
        Map<ObjectName, PutEnd> ends = new HashMap<>();
        Map<ObjectName, BlockBytes> large = new HashMap<>();
        List<Slice> together = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<ObjectName, BlockBytes> object : objects.entrySet()) {
            if (!takes(object.getValue())) {
                large.put(object.getKey(), object.getValue());
                continue;
            }
            Slice slice = slice(object.getKey(), object.getValue());
            if (together.size() == TOGETHER
                    || bytes + slice.frame().length > Math.min(TOGETHER_BYTES, commits.groupBytes())) {
                putTogether(together, ends);
                together.clear();
                bytes = 0;
            }
            together.add(slice);
            bytes += slice.frame().length;
        }
        putTogether(together, ends);
        ends.putAll(others.apply(large));
        return ends;
    }

    private void putTogether(List<Slice> slices, Map<ObjectName, PutEnd> ends) {
        if (slices.isEmpty()) {
            return;
        }
        try {
            put(List.copyOf(slices)).forEach(place -> ends.put(place.name(), new PutEnd.Durable(place)));
        } catch (HoldfastException e) {
            slices.forEach(slice -> ends.put(slice.name(), new PutEnd.Refused(e)));
        }
    }

    private List<Location> put(List<Slice> slices) {
        Appended appended = commits.append(slices);
        return slices.stream()
                .map(slice -> {
                    Location place = Optional.ofNullable(appended.places().get(slice.name()))
                            .orElseThrow();
                    if (appended.repeated().contains(slice.name())) {
                        verify.accept(place);
                    }
                    return place;
                })
                .toList();
    }

    private Slice slice(ObjectName name, BlockBytes bytes) {
        try (var frame = codec.encode(name, bytes)) {
            return new Slice(name, frame.bytes());
        }
    }
}
