package io.holdfast.ingest.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list. {@code nextCursor} is absent on the last one. */
public record Page<T>(List<T> items, @Nullable String nextCursor, boolean hasMore) {
    /**
     * @param found what was read with a limit of {@code limit + 1}
     * @param key of an item, where the next page starts
     */
    public static <S, T> Page<T> of(List<S> found, int limit, Function<S, String> key, Function<S, T> view) {
        boolean hasMore = found.size() > limit;
        List<S> items = hasMore ? found.subList(0, limit) : found;
        String next = hasMore ? PageCursor.encode(key.apply(items.get(items.size() - 1))) : null;
        return new Page<>(items.stream().map(view).toList(), next, hasMore);
    }
}
