package io.holdfast.blockstore.key;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The text of a keystore; {@code docs/format.md} defines it.
 *
 * @param id 32 hex digits
 * @param master the reference of the master key
 * @param wrapped each block key's number with the key as the master key wrapped it, however that kind does it
 */
record KeystoreFile(String id, String master, NavigableMap<Integer, byte[]> wrapped) {
    private static final String FIRST = "holdfast keystore 1";
    private static final String LAST = "end";

    KeystoreFile {
        wrapped = new TreeMap<>(wrapped);
        if (wrapped.isEmpty() || wrapped.firstKey() != 1 || wrapped.lastKey() != wrapped.size()) {
            throw new IllegalArgumentException("block keys are numbered from 1, and none may be missing");
        }
    }

    /** @throws IllegalArgumentException if the text is no whole keystore */
    static KeystoreFile parse(String text) {
        if (!text.endsWith("\n" + LAST + "\n")) {
            throw new IllegalArgumentException("it is cut off");
        }
        List<String> lines = text.lines().toList();
        Iterator<String> rest = lines.subList(0, lines.size() - 1).iterator();
        if (!rest.next().equals(FIRST)) {
            throw new IllegalArgumentException("it does not begin with '" + FIRST + "'");
        }
        String id = value(rest, "id ");
        String master = value(rest, "master ");
        TreeMap<Integer, byte[]> wrapped = new TreeMap<>();
        while (rest.hasNext()) {
            String[] key = value(rest, "key ").split(" ", 2);
            if (key.length != 2
                    || wrapped.put(Integer.valueOf(key[0]), HexFormat.of().parseHex(key[1])) != null) {
                throw new IllegalArgumentException("a line of it is not a key, or is there twice");
            }
        }
        new KeyMark(id, 1); // refuses a malformed id
        return new KeystoreFile(id, master, wrapped);
    }

    String text() {
        StringBuilder text = new StringBuilder(FIRST)
                .append("\nid ")
                .append(id)
                .append("\nmaster ")
                .append(master)
                .append('\n');
        wrapped.forEach((number, key) -> text.append("key ")
                .append(number)
                .append(' ')
                .append(HexFormat.of().formatHex(key))
                .append('\n'));
        return text.append(LAST).append('\n').toString();
    }

    private static String value(Iterator<String> lines, String prefix) {
        String line = lines.hasNext() ? lines.next() : "";
        if (!line.startsWith(prefix)) {
            throw new IllegalArgumentException("it lacks a line that begins with '" + prefix + "'");
        }
        return line.substring(prefix.length());
    }
}
