package io.holdfast.ingest.operation;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.ingest.http.Faults;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the block store can be looked into: asks for an object that cannot be there. */
@Component("blocks")
class BlocksHealth implements HealthIndicator {
    private static final ObjectName NOBODYS = new ObjectName(new BlockId(0, 0, 0, 0), 0);

    private final BlockStore store;
    private volatile String logged = "";

    BlocksHealth(BlockStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            store.contains(NOBODYS);
            logged = "";
            return Health.up().build();
        } catch (HoldfastException e) {
            logOnce(e);
            return Health.down()
                    .withDetail("problem", String.valueOf(e.getMessage()))
                    .build();
        }
    }

    /** Health is asked for every other second. */
    private void logOnce(HoldfastException problem) {
        String whole = Faults.whole(problem);
        if (!whole.equals(logged)) {
            logged = whole;
            Faults.log(problem);
        }
    }
}
