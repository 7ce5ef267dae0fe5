package io.holdfast.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run counted, in the order in which it is shown: numbers, words and lists of words by name. Immutable. */
public record Figures(Map<String, Object> values) {
    private static final String REFUSED = "refused";

    public static final Figures NONE = new Figures(Map.of());

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The figures of a run that did nothing, because of this. */
    public static Figures refused(String why) {
        return NONE.with(REFUSED, why);
    }

    public boolean refused() {
        return values.containsKey(REFUSED);
    }

    public Figures with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Figures(more);
    }

    /** @throws IllegalArgumentException if there is no such number */
    public long number(String name) {
        if (values.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("there is no figure '" + name + "' among " + values.keySet());
    }
}
