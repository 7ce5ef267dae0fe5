package io.holdfast.ingest.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.module.SimpleModule;

/** What a client wrote and nobody reads is refused by its name. */
@Configuration(proxyBeanMethods = false)
class StrictJson {
    @Bean
    JacksonModule unknownFields() {
        return new SimpleModule("unknown-fields").setDeserializerModifier(new UnknownFields());
    }
}
