package io.holdfast.ingest.sweep;

import java.nio.charset.StandardCharsets;

/**
 * One request of the sweep.
 *
 * @param kind what is wrong with it
 * @param target what it is aimed at
 * @param framed whether it is HTTP at all, so that there has to be an answer
 */
record Attack(String kind, Operation target, byte[] bytes, boolean framed) {
    private static final int SHOWN = 1_500;

    @Override
    public String toString() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("Bearer \\S+", "Bearer …");
        return kind + " at " + target + ":\n" + text.substring(0, Math.min(text.length(), SHOWN));
    }
}
