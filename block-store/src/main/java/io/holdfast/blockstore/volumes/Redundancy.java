package io.holdfast.blockstore.volumes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many pieces carry a frame and how many more are parity.
 *
 * @param data any so many pieces give the frame
 * @param parity so many pieces may be lost
 */
public record Redundancy(int data, int parity) {
    private static final int MOST = 255;
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})\\+([1-9][0-9]{0,2})");

    public Redundancy {
        if (data < 1 || parity < 1 || data + parity > MOST) {
            throw new IllegalArgumentException(
                    "a redundancy has at least 1+1 and at most " + MOST + " pieces, not " + data + "+" + parity);
        }
    }

    /** @throws IllegalArgumentException unless the text is like {@code 4+2} */
    public static Redundancy parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a redundancy is like '4+2', not '" + text + "'");
        }
        return new Redundancy(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** All pieces, and so all volumes. */
    public int total() {
        return data + parity;
    }

    @Override
    public String toString() {
        return data + "+" + parity;
    }
}
