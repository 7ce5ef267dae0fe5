package io.holdfast.dashboards;

/** Settings without which the process cannot do its work. */
final class Required {
    private Required() {}

    static void setting(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the setting '" + key + "' is missing");
        }
    }
}
