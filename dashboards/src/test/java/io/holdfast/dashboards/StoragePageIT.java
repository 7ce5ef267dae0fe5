package io.holdfast.dashboards;

import io.holdfast.lakehouse.postgres.LiveMetric;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The page in a real browser, over real tables. Skipped, and says so, where no browser is installed. */
class StoragePageIT {
    private static final List<String> CHARTS =
            List.of("panel-waterfall", "panel-minutes", "panel-history", "panel-ratio", "panel-hours");

    @TempDir
    static Path folder;

    private static SeededSystem system;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.missing().ifPresent(why -> {
            LoggerFactory.getLogger(StoragePageIT.class).warn("SKIPPED: {}", why);
            assumeTrue(false, why);
        });
        system = SeededSystem.filled(folder.resolve("system"));
        browser = new Browser(folder.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @BeforeEach
    void open() {
        browser.size(1400, 900);
        browser.open(system.url());
        browser.await("all charts are drawn", () -> CHARTS.stream().allMatch(StoragePageIT::drawn));
        browser.await("runs are listed", () -> browser.text("#panel-jobs").contains("freed"));
    }

    @Test
    void theTilesShowTheFiguresOfTheApi() throws Exception {
        JsonNode live = system.json("/api/v1/analytics/live").get("totals");
        JsonNode measured = system.json("/api/v1/analytics/storage").get("latest");

        assertThat(browser.title("#tile-logical .figure")).isEqualTo(bytes(live.get("logical_bytes")));
        assertThat(browser.title("#tile-unique .figure")).isEqualTo(bytes(live.get("unique_bytes")));
        assertThat(browser.title("#tile-saved .figure")).isEqualTo(bytes(live.get("savings_bytes")));
        assertThat(browser.title("#tile-stored .figure")).isEqualTo(bytes(measured.get("stored_bytes")));
        assertThat(browser.title("#tile-live .figure"))
                .isEqualTo(live.get("dedup_ratio").asString());
        assertThat(browser.title("#tile-exact .figure"))
                .isEqualTo(measured.get("dedup_ratio").asString());
        assertThat(browser.text("#tile-logical .figure")).isEqualTo("29.9 GiB");
        assertThat(browser.text("#tile-live .figure")).isEqualTo("2.78×");
        assertThat(browser.text("#tile-live .note")).contains("last commit counted");
    }

    @Test
    void everyChartHasItsPointsAndInk() throws Exception {
        int measurements = system.json("/api/v1/analytics/storage").get("items").size();

        assertThat(points("panel-history")).isEqualTo(4L * measurements);
        assertThat(points("panel-ratio")).isEqualTo(measurements);
        assertThat(points("panel-waterfall")).isEqualTo(2 * 9);
        assertThat(points("panel-minutes")).isPositive();
        assertThat(points("panel-hours")).isPositive();
        for (String panel : CHARTS) {
            browser.await(panel + " has ink", () -> colours(panel) > 10);
        }
        browser.keepScreenshot("storage-light");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theNumbersBehindAChartAreATableWithTheSqlThatGivesThem() throws Exception {
        JsonNode latest = system.json("/api/v1/analytics/storage").get("latest");

        browser.find("#panel-waterfall summary").click();
        browser.await(
                "the table is there",
                () -> browser.text("#panel-waterfall details").contains("On disk"));

        assertThat(browser.text("#panel-waterfall .numbers"))
                .contains(number(latest.get("logical_bytes")), number(latest.get("stored_bytes")));
        assertThat(browser.text("#panel-waterfall pre")).contains("FROM lake.gold.storage_daily");
    }

    @Test
    void aNewCommitShowsWithoutAReload() throws Exception {
        long before = system.json("/api/v1/analytics/live")
                .get("totals")
                .get("logical_bytes")
                .asLong();
        try {
            count(before + 5);
            browser.await(
                    "the new total",
                    () -> browser.title("#tile-logical .figure").equals(grouped(before + 5) + " bytes"));
        } finally {
            count(before);
        }
        assertThat(browser.text("#tile-live .note")).containsAnyOf("just now", " s ago");
    }

    @Test
    void theRangeAndTheThemeAreReachedByKeyboard() throws Exception {
        browser.find("#range input:checked").sendKeys(Keys.ARROW_LEFT);
        browser.await("seven days are shown", () -> points("panel-ratio") == 14);

        browser.find("#theme").sendKeys(Keys.ENTER);
        browser.await(
                "the theme is dark",
                () -> browser.run("return document.documentElement.dataset.theme")
                        .equals("dark"));
        browser.open(system.url());
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        browser.await("charts are drawn", () -> CHARTS.stream().allMatch(StoragePageIT::drawn));
        browser.keepScreenshot("storage-dark");
        browser.run("localStorage.clear()");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1100, 2000})
    void nothingSticksOutAtAnyWidth(int width) throws Exception {
        browser.size(width, 800);
        browser.await(
                "the page has taken the width",
                () -> browser.run("return innerWidth").equals((long) width));

        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        browser.keepScreenshot("storage-" + width);
    }

    @Test
    void anEmptySystemSaysWhatToDo() throws Exception {
        try (SeededSystem empty = SeededSystem.empty(folder.resolve("empty"))) {
            browser.open(empty.url());
            browser.await("the page has read", () -> browser.text("#verdict").startsWith("Nothing is stored yet"));
            browser.await("the parts are told", () -> browser.text("#parts").contains("lake waiting"));

            assertThat(browser.text("#panel-waterfall")).contains("./holdfast job run rollups");
            assertThat(browser.text("#panel-jobs")).contains("no maintenance process");
            assertThat(browser.find("#alert").isDisplayed()).isFalse();
            browser.keepScreenshot("storage-empty");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void figuresAreWrittenAsPeopleReadThem() {
        assertThat(browser.run("""
                        return import('/js/format.js').then(({bytes, duration, ago, ratio, percent}) => [
                          bytes(0), bytes(1023), bytes(1024), bytes(1610612736), bytes(1048575), bytes(-20971520), bytes(2 ** 62),
                          duration(59.6), duration(75), duration(3600), duration(90061), ago(0.4), ago(61), ago(7200),
                          ratio(2.7818181818), percent(1, 0), percent(1, 3)])"""))
                .isEqualTo(List.of(
                        "0 B",
                        "1023 B",
                        "1.00 KiB",
                        "1.50 GiB",
                        "1.00 MiB",
                        "−20.0 MiB",
                        "4.00 EiB",
                        "1 min",
                        "1 min 15 s",
                        "1 h",
                        "1 d 1 h",
                        "just now",
                        "1 min ago",
                        "2 h ago",
                        "2.78×",
                        "–",
                        "33 %"));
    }

    private static boolean drawn(String panel) {
        return points(panel) > 0;
    }

    private static long points(String panel) {
        return (Long) browser.run("return window.chartPoints ? chartPoints('" + panel + "') : 0");
    }

    /** How many different pixels the canvas has: a blank one has one. */
    private static long colours(String panel) {
        return (Long) browser.run("const canvas = document.querySelector('#" + panel + " canvas');"
                + "const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);"
                + "return new Set(pixels).size");
    }

    private static void count(long logicalBytes) throws Exception {
        try (Connection connection = DriverManager.getConnection(system.database());
                PreparedStatement update =
                        connection.prepareStatement("UPDATE live_metric SET value = ?, updated_at = now()"
                                + " WHERE name = ? AND scope = '' AND window_start = '-infinity'")) {
            update.setLong(1, logicalBytes);
            update.setString(2, LiveMetric.LOGICAL_BYTES.metricName());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static String bytes(JsonNode value) {
        return number(value) + " bytes";
    }

    private static String number(JsonNode value) {
        return grouped(value.asLong());
    }

    private static String grouped(long value) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(value);
    }
}
