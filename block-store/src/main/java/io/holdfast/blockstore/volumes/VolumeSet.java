package io.holdfast.blockstore.volumes;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which directories hold the volumes of a set. Each has a file {@code VOLUME} that names the set, its redundancy and the volume's place. A directory
 * without it is a disk that is not mounted, unless the operator put a file {@code NEW} into it: then it takes a place that is free. If all are
 * new, or are not there at all, a new set is made.
 */
final class VolumeSet {
    private static final String MARK = "VOLUME";
    private static final String NEW = "NEW";
    private static final Pattern FORM =
            Pattern.compile("holdfast volume ([0-9a-f]{16}) ([0-9]+\\+[0-9]+) ([0-9]{1,3})\n");

    private final Redundancy redundancy;
    private final List<Path> directories;

    VolumeSet(Redundancy redundancy, List<Path> directories) {
        if (directories.size() != redundancy.total()) {
            throw new IllegalArgumentException("a redundancy of " + redundancy + " needs " + redundancy.total()
                    + " volumes, not " + directories.size());
        }
        this.redundancy = redundancy;
        this.directories = List.copyOf(directories);
    }

    /**
     * The directory for each place; empty where the volume is away.
     *
     * @throws Unavailable if they are not of one set, or not of this redundancy
     */
    List<Optional<Path>> settle(SecureRandom random) {
        try {
            List<Optional<Path>> places = new ArrayList<>();
            directories.forEach(directory -> places.add(Optional.empty()));
            TreeSet<String> sets = new TreeSet<>();
            for (Path directory : directories) {
                Optional<Matcher> mark = mark(directory);
                if (mark.isPresent()) {
                    sets.add(mark.get().group(1));
                    place(places, directory, mark.get());
                }
            }
            if (sets.size() > 1) {
                throw new Unavailable("the volumes " + directories + " belong to different sets: " + sets);
            }
            if (sets.isEmpty()) {
                makeSet(places, HexFormat.of().toHexDigits(random.nextLong()));
            } else {
                adopt(places, sets.first());
            }
            return places;
        } catch (IOException e) {
            throw new Unavailable("cannot look at the volumes " + directories + ": " + e, e);
        }
    }

    private void place(List<Optional<Path>> places, Path directory, Matcher mark) {
        int place = Integer.parseInt(mark.group(3));
        if (!mark.group(2).equals(redundancy.toString()) || place >= places.size()) {
            throw new Unavailable(directory + " is volume " + place + " of a set with redundancy " + mark.group(2)
                    + ", not " + redundancy + "; it cannot be changed");
        }
        if (places.get(place).isPresent()) {
            throw new Unavailable(directory + " and " + places.get(place).get() + " are both volume " + place);
        }
        places.set(place, Optional.of(directory));
    }

    private void makeSet(List<Optional<Path>> places, String set) throws IOException {
        for (Path directory : directories) {
            if (Files.exists(directory) && !Files.exists(directory.resolve(NEW))) {
                throw new Unavailable("the volumes " + directories + " are away: none has a file " + MARK
                        + ". Mount them; to begin a new set, put an empty file " + NEW + " into each");
            }
        }
        for (Path directory : directories) {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(NEW), ""); // a start that is cut off here is completed by the next
        }
        for (int place = 0; place < directories.size(); place++) {
            write(directories.get(place), set, place);
            places.set(place, Optional.of(directories.get(place)));
        }
    }

    private void adopt(List<Optional<Path>> places, String set) throws IOException {
        for (Path directory : directories) {
            if (Files.exists(directory.resolve(NEW)) && mark(directory).isEmpty()) {
                int place = places.indexOf(Optional.<Path>empty());
                write(directory, set, place);
                places.set(place, Optional.of(directory));
            }
        }
    }

    private void write(Path directory, String set, int place) throws IOException {
        Path fresh = directory.resolve(MARK + ".new");
        String text = "holdfast volume " + set + " " + redundancy + " " + place + "\n";
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, directory.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        Files.deleteIfExists(directory.resolve(NEW));
    }

    private static Optional<Matcher> mark(Path directory) throws IOException {
        Path file = directory.resolve(MARK);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new Unavailable(file + " is not the mark of a volume of this version");
        }
        return Optional.of(matcher);
    }
}
