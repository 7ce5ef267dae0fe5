package io.holdfast.gc;

import io.holdfast.core.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Entry point of the maintenance service: {@code Maintenance --config FILE}. FILE is a properties file; an unknown key stops the
 * start. Exactly one runs on an installation.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class Maintenance {
    /** @param arguments {@code --config FILE} */
    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            throw new IllegalArgumentException("usage: Maintenance --config FILE");
        }
        start(MaintenanceSettings.of(Settings.load(Path.of(arguments[1]))));
    }

    /** Starts the service; returns once it answers. */
    static ConfigurableApplicationContext start(MaintenanceSettings settings) {
        SpringApplication application = new SpringApplication(Maintenance.class);
        application.setDefaultProperties(Map.of(
                "server.port", settings.http().port(),
                "server.address", settings.http().address()));
        application.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean(MaintenanceSettings.class, () -> settings));
        return application.run();
    }
}
