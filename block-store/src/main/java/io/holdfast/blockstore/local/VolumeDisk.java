package io.holdfast.blockstore.local;

import io.holdfast.blockstore.pack.PackDisk;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;

/** The volume as its packs see it: the same reserve and the same trust as for files of one object. */
final class VolumeDisk implements PackDisk {
    private final Volume volume;
    private final Run run;
    private final Publisher publisher;
    private final Trust trust;
    private final FailPoint failPoint;

    VolumeDisk(Volume volume, Run run, Publisher publisher, Trust trust, FailPoint failPoint) {
        this.volume = volume;
        this.run = run;
        this.publisher = publisher;
        this.trust = trust;
        this.failPoint = failPoint;
    }

    @Override
    public void prepare() throws IOException {
        volume.prepareForPacks(run);
    }

    @Override
    public long requireRoom(long bytes) {
        publisher.requireRoom(bytes);
        return trust.require();
    }

    @Override
    public void requireNoFailureSince(long before, ObjectName name) {
        trust.requireNoFailureSince(before, name);
    }

    @Override
    public boolean takesNothing(Exception failure) {
        return Publisher.takesNothing(failure);
    }

    @Override
    public void lose(Exception cause) {
        trust.lose(cause);
    }

    @Override
    public void hit(String step) {
        failPoint.hit(step);
    }
}
