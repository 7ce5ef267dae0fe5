package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a device stands in the list of its account's devices. */
public record DeviceKey(Instant createdAt, UUID id) {
    /** Before all devices. */
    static final DeviceKey FIRST = new DeviceKey(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private static final Pattern FORM = Pattern.compile("(\\d{1,11})\\.(\\d{1,9}) ([0-9a-f-]{36})");

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws InvalidRequest naming {@code cursor} if it is something else
     */
    public static DeviceKey parse(String text) {
        Matcher parts = FORM.matcher(text);
        try {
            if (parts.matches()) {
                Instant created = Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
                return new DeviceKey(created, UUID.fromString(parts.group(3)));
            }
        } catch (IllegalArgumentException e) {
            // falls through: it is none of ours
        }
        throw new InvalidRequest("cursor", "this is not a cursor of this list; leave it out to start again");
    }

    @Override
    public String toString() {
        return createdAt.getEpochSecond() + "." + createdAt.getNano() + " " + id;
    }
}
