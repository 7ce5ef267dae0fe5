package io.holdfast.ingest.upload;

import io.holdfast.core.block.Arrival;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.DirectPut;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.HashMismatch;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.ProblemException;
import io.holdfast.ingest.http.Problems;
import io.holdfast.ingest.store.DirectRoute;
import io.holdfast.ingest.upload.DirectApi.Confirmed;
import io.holdfast.ingest.upload.DirectApi.Direction;
import io.holdfast.ingest.upload.DirectApi.Directions;
import io.holdfast.ingest.upload.DirectApi.Wanted;
import io.holdfast.metadata.upload.Offered;
import io.holdfast.metadata.upload.Offers;
import io.holdfast.metadata.upload.Upload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;

/** Shows clients the way to the store, and looks there afterwards: what a client says counts for nothing, what the store has does. */
@Service
class DirectService {
    private final DirectRoute route;
    private final Intake intake;
    private final DeclaredSizes declared;
    private final Offers offers;
    private final DirectIngest ingest;
    private final InstantSource clock;

    DirectService(
            DirectRoute route,
            Intake intake,
            DeclaredSizes declared,
            Offers offers,
            DirectIngest ingest,
            InstantSource clock) {
        this.route = route;
        this.intake = intake;
        this.declared = declared;
        this.offers = offers;
        this.ingest = ingest;
        this.clock = clock;
    }

    /** The same for everybody, whoever else may have stored the block. */
    Directions offer(Caller caller, UUID id, Wanted wanted) {
        DirectStore store = route.store();
        Upload upload = intake.open(caller, id);
        Map<BlockId, BlockRef> blocks = declared(upload, wanted);
        Offered offered = offers.offer(upload.id(), blocks.values());
        Duration validity = Duration.ofSeconds(
                Duration.between(clock.instant(), offered.until()).toSeconds());
        List<Direction> urls = new ArrayList<>();
        blocks.forEach((hash, block) -> {
            ObjectName name = offered.names().get(hash);
            if (name != null) {
                DirectPut put = store.offer(name, block.sizeBytes(), validity);
                urls.add(new Direction(hash, "PUT", put.url().toString(), put.headers()));
            }
        });
        return new Directions(
                urls, blocks.keySet().stream().filter(offered.held()::contains).toList(), offered.until());
    }

    /** What is there and right is made live, whatever is with the others. */
    Confirmed confirm(Caller caller, UUID id, Wanted wanted) {
        DirectStore store = route.store();
        Upload upload = intake.open(caller, id);
        Map<BlockId, BlockRef> blocks = declared(upload, wanted);
        Set<BlockId> confirmed = new LinkedHashSet<>(offers.held(upload.id(), blocks.keySet()));
        blocks.keySet().removeAll(confirmed);
        Map<BlockRef, Arrival> arrivals = ingest.look(store, upload.id(), blocks);
        confirmed.addAll(ingest.take(upload.id(), arrivals));
        blocks.keySet().removeAll(confirmed);
        List<BlockId> wrong = ingest.refuse(upload.id(), arrivals);
        if (!wrong.isEmpty()) {
            throw told(
                    new HashMismatch("what lies in the store is not the block " + wrong.get(0)
                            + "; it is deleted, ask for another URL"),
                    confirmed);
        }
        if (!blocks.isEmpty()) {
            throw told(
                    new MissingBlocks(
                            List.copyOf(blocks.keySet()),
                            "the store does not have " + blocks.size() + " of these blocks; ask for their URLs, send"
                                    + " them, confirm again"),
                    confirmed);
        }
        return new Confirmed(List.copyOf(confirmed));
    }

    private Map<BlockId, BlockRef> declared(Upload upload, Wanted wanted) {
        Map<BlockId, Integer> sizes = declared.of(upload.id(), wanted.distinct());
        Map<BlockId, BlockRef> blocks = new LinkedHashMap<>();
        for (BlockId hash : wanted.distinct()) {
            if (!sizes.containsKey(hash)) {
                throw new NotFound("the upload " + upload.id() + " has no block " + hash);
            }
            blocks.put(hash, new BlockRef(hash, Objects.requireNonNull(sizes.get(hash))));
        }
        return blocks;
    }

    /** A problem that says what went well nevertheless. */
    private static ProblemException told(HoldfastException error, Set<BlockId> confirmed) {
        ProblemDetail detail = Problems.of(error);
        detail.setProperty("confirmed", confirmed);
        return new ProblemException(detail, error);
    }
}
