package io.holdfast.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.FluentWait;

/** Headless Chromium as Debian packages it. Nothing is ever downloaded: where it is not installed, there is none. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of(System.getProperty("browser.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("browser.driver", "/usr/bin/chromedriver"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    Browser(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(1400, 900);
    }

    /** What is missing, if no browser can be started here. */
    static Optional<String> missing() {
        List<Path> missing = Stream.of(CHROMIUM, DRIVER)
                .filter(file -> !Files.isExecutable(file))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "no browser here: install Debian's chromium and chromium-driver (missing " + missing + ")");
    }

    void open(String url) {
        driver.get(url);
    }

    /** The part of the page that is seen; Chromium's own windows do not get as narrow as a phone. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    String text(String selector) {
        return find(selector).getText();
    }

    String title(String selector) {
        return Optional.ofNullable(find(selector).getDomAttribute("title")).orElse("");
    }

    /** The value of a script that returns one; it may be a promise. */
    Object run(String script) {
        return Optional.ofNullable(driver.executeScript(script)).orElse("");
    }

    void await(String what, BooleanSupplier condition) {
        new FluentWait<>(condition)
                .withTimeout(Duration.ofSeconds(20))
                .pollingEvery(Duration.ofMillis(100))
                .withMessage(what)
                .until(BooleanSupplier::getAsBoolean);
    }

    /** What the console has told since the last question, from a warning upwards; a refused style or script is among it. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps the whole page as a picture. */
    void keepScreenshot(String name) throws IOException {
        Object picture = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", page()))
                .get("data");
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private Map<String, Object> page() {
        return Map.of(
                "x", 0,
                "y", 0,
                "width", run("return innerWidth"),
                "height", run("return document.documentElement.scrollHeight"),
                "scale", 1);
    }
}
