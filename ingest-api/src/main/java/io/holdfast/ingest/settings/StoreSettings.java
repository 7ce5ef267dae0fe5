package io.holdfast.ingest.settings;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.core.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** {@code blocks.*}: where blocks lie; the keys are those of every process that opens the store. */
public final class StoreSettings {
    private static final String PREFIX = "blocks";

    private StoreSettings() {}

    /** @throws IllegalArgumentException if one is missing, wrong or unknown */
    public static BlockStoreSettings of(Environment environment) {
        Map<String, String> values = new HashMap<>();
        Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .ifBound(bound -> bound.forEach((key, value) -> values.put(PREFIX + '.' + key, value)));
        Settings settings = new Settings(values);
        BlockStoreSettings read = BlockStoreSettings.of(settings);
        settings.refuseUnknown();
        return read;
    }
}
