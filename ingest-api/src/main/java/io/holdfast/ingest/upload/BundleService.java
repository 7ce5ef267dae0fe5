package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.TooLarge;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.BlockBuffers;
import io.holdfast.ingest.http.Faults;
import io.holdfast.ingest.http.ProblemException;
import io.holdfast.ingest.http.Problems;
import io.holdfast.ingest.upload.Bundle.Piece;
import io.holdfast.ingest.upload.UploadApi.Rejected;
import io.holdfast.ingest.upload.UploadApi.Taken;
import io.holdfast.metadata.upload.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;

/** Receives many small blocks in one body: each as with a put of its own, but planned, stored and finalised many at a time. */
@Service
class BundleService {
    private final Intake intake;
    private final DeclaredSizes declared;
    private final BlockIngest ingest;

    BundleService(Intake intake, DeclaredSizes declared, BlockIngest ingest) {
        this.intake = intake;
        this.declared = declared;
        this.ingest = ingest;
    }

    /**
     * @param length of the body as the client says it; -1 if it does not
     * @throws ProblemException if the body broke off, with what had been taken before
     */
    Taken put(Caller caller, UUID id, InputStream body, long length) {
        Upload upload = intake.open(caller, id);
        if (length > Bundle.MAX_BYTES) {
            throw new TooLarge("a body of blocks has at most " + Bundle.MAX_BYTES + " bytes", Bundle.MAX_BYTES);
        }
        Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
        try (BlockBuffers.Buffer buffer = intake.buffer()) {
            Bundle bundle = new Bundle(body, buffer.array());
            for (List<Piece> window = bundle.window(); !window.isEmpty(); window = bundle.window()) {
                take(upload, window, taken);
            }
            bundle.problem().ifPresent(problem -> {
                throw told(problem, taken);
            });
        }
        return taken;
    }

    private void take(Upload upload, List<Piece> window, Taken taken) {
        Map<BlockId, Integer> sizes =
                declared.of(upload.id(), window.stream().map(Piece::hash).toList());
        Map<BlockRef, BlockBytes> good = new LinkedHashMap<>();
        for (Piece piece : window) {
            Integer size = sizes.get(piece.hash());
            if (size == null) {
                taken.rejected().add(new Rejected(piece.hash(), "not_found"));
            } else if (size != piece.bytes().sizeBytes()
                    || !piece.bytes().hash().equals(piece.hash())) {
                taken.rejected().add(new Rejected(piece.hash(), "hash_mismatch"));
            } else {
                good.put(new BlockRef(piece.hash(), size), piece.bytes());
            }
        }
        Map<BlockRef, Optional<HoldfastException>> ends = ingest.takeAll(upload.id(), good);
        ends.values().stream().flatMap(Optional::stream).findFirst().ifPresent(Faults::log); // one line for all of them
        ends.forEach((block, problem) -> {
            if (problem.isEmpty()) {
                taken.stored().add(block.hash());
            } else {
                taken.rejected().add(new Rejected(block.hash(), problem.get().code()));
            }
        });
    }

    /** What arrived whole before the break is kept, and the client is told. */
    private static RuntimeException told(Exception problem, Taken taken) {
        ProblemDetail detail;
        if (problem instanceof HoldfastException ours) {
            detail = Problems.of(ours);
        } else if (problem instanceof ProblemException prepared) {
            detail = prepared.problem();
        } else if (problem instanceof IOException) {
            detail = Problems.of(org.springframework.http.HttpStatus.BAD_REQUEST, "the request broke off");
        } else {
            return (RuntimeException) problem;
        }
        detail.setProperty("stored", taken.stored());
        detail.setProperty("rejected", taken.rejected());
        return new ProblemException(detail, new IllegalStateException(String.valueOf(problem.getMessage()), problem));
    }
}
