package io.holdfast.ingest;

import io.holdfast.ingest.settings.ConfigFile;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The process {@code api}: {@code java -cp lib/ingest-api-0.1.0.jar io.holdfast.ingest.IngestApi --config FILE}. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class IngestApi {
    public static void main(String[] arguments) {
        ConfigFile file = ConfigFile.of(arguments);
        file.refuseUnknown();
        SpringApplication.run(IngestApi.class, "--spring.config.additional-location=" + file.location());
    }
}
