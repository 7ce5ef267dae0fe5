package io.holdfast.ingest.settings;

import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import io.holdfast.ingest.settings.IngestSettings.Installed;
import io.holdfast.ingest.settings.IngestSettings.Registration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Bound.class)
            .withPropertyValues("ingest.cursor-key-file=/keys/cursor.key");

    @TempDir
    Path directory;

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(IngestSettings.class))
                .isEqualTo(new IngestSettings(
                        Installed.DEFAULT,
                        URI.create("http://127.0.0.1:8080"),
                        Registration.OPEN,
                        Path.of("/keys/cursor.key"),
                        DataSize.ofTerabytes(1),
                        16,
                        2)));
    }

    @Test
    void takeEveryKey() {
        runner.withPropertyValues(
                        "ingest.profile=rehearsal",
                        "ingest.public-url=https://files.example.org",
                        "ingest.registration=closed",
                        "ingest.cursor-key-file=/other/key",
                        "ingest.default-quota=5GB",
                        "ingest.block-buffers=32",
                        "ingest.password-hashes=4")
                .run(context -> assertThat(context.getBean(IngestSettings.class))
                        .isEqualTo(new IngestSettings(
                                Installed.REHEARSAL,
                                URI.create("https://files.example.org"),
                                Registration.CLOSED,
                                Path.of("/other/key"),
                                DataSize.ofGigabytes(5),
                                32,
                                4)));
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.profil=default",
        "ingest.profile=production",
        "ingest.public-url=https://files.example.org/",
        "ingest.public-url=files",
        "ingest.registration=maybe",
        "ingest.cursor-key-file=",
        "ingest.default-quota=much",
        "ingest.block-buffers=1",
        "ingest.password-hashes=0",
        "retention.keep-last=-1",
        "retention.max-age=-1d",
        "retention.thining=true"
    })
    void refuseWhatMakesNoSense(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void retentionHasDefaultsAndTakesEveryKey() {
        runner.run(context -> assertThat(
                        context.getBean(RetentionSettings.class).policy())
                .isEqualTo(new RetentionPolicy(OptionalInt.of(50), Optional.empty(), Thinning.DAILY_THEN_WEEKLY)));
        runner.withPropertyValues("retention.keep-last=0", "retention.max-age=30d", "retention.thinning=false")
                .run(context -> assertThat(
                                context.getBean(RetentionSettings.class).policy())
                        .isEqualTo(new RetentionPolicy(
                                OptionalInt.empty(), Optional.of(Duration.ofDays(30)), Thinning.NONE)));
    }

    @Test
    void anUnknownKeyInTheFileStopsTheStart() throws IOException {
        Path file = directory.resolve("api.properties");
        Files.writeString(file, "server.port=1\ndatabase.url=x\nserver.prot=2\nspring.main.lazy=true\n");
        ConfigFile config = ConfigFile.of(new String[] {"--config", file.toString()});
        assertThatThrownBy(config::refuseUnknown).hasMessageContaining("server.prot, spring.main.lazy");
    }

    @Test
    void theKeyOfCursorsIsMadeOnceAndKept() {
        Path file = directory.resolve("keys/cursor.key");
        byte[] key = CursorKey.loadOrMake(file);
        assertThat(key).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(CursorKey.loadOrMake(file)).isEqualTo(key);
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("short.key"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> CursorKey.loadOrMake(file)).hasMessageContaining("is not a cursor key");
    }

    @Test
    void limitsHaveDefaultsAndCanBeSwitchedOff() {
        runner.withPropertyValues("limits.login-per-account=3/30s", "limits.auth-per-address=off")
                .run(context -> assertThat(context.getBean(LimitSettings.class))
                        .isEqualTo(new LimitSettings(
                                Rate.OFF,
                                new Rate(3, Duration.ofSeconds(30)),
                                Rate.of("2000000/1h"),
                                Rate.of("60/1m"),
                                Rate.OFF)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limits.login-per-account=3",
                "limits.login-per-account=0/1m",
                "limits.login-per-account=3/0s",
                "limits.login-per-account=3/2d",
                "limits.log-ins=3/1m",
                "proxies.trusted=example.org",
                "proxies.trust=10.0.0.1"
            })
    void limitsAndProxiesThatMakeNoSenseStopTheStart(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void nobodyIsATrustedProxyByDefault() {
        runner.run(context ->
                assertThat(context.getBean(ProxySettings.class).trusted()).isEmpty());
        runner.withPropertyValues("proxies.trusted=10.0.0.0/8,::1")
                .run(context -> assertThat(
                                context.getBean(ProxySettings.class).trusts(InetAddress.getByName("10.1.2.3")))
                        .isTrue());
    }

    @EnableConfigurationProperties({
        IngestSettings.class,
        RetentionSettings.class,
        LimitSettings.class,
        ProxySettings.class
    })
    static class Bound {}

    @Test
    void passwordsAreNotPrinted() {
        assertThat(new PostgresSettings("url", "user", "secret", 4).toString()).doesNotContain("secret");
        assertThat(Map.of("k", new PostgresSettings("url", "user", "secret", 4)).toString())
                .doesNotContain("secret");
    }
}
