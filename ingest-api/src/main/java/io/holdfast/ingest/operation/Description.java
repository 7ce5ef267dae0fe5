package io.holdfast.ingest.operation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.access.Origin;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description of itself, OpenAPI 3.1, at {@code /v3/api-docs}; browsable at {@code /swagger-ui.html}. */
@Configuration(proxyBeanMethods = false)
class Description {
    private static final String SCHEME = "access_token";

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, Origin.class)
                .replaceWithSchema(BlockId.class, new StringSchema().pattern("[0-9a-f]{64}"));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Holdfast")
                        .version("v1")
                        .description("Upload and sync. Errors are RFC 9457 problems with a stable `code`.")
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(SCHEME));
    }

    /** The description names fields as the JSON does. */
    @Bean
    ModelResolver snakeCase() {
        return new ModelResolver(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    /** Logging in needs no token. */
    @Bean
    OpenApiCustomizer openCalls() {
        return api -> api.getPaths().forEach((path, item) -> {
            if (path.startsWith("/api/v1/auth/")) {
                item.readOperations().forEach(call -> call.setSecurity(List.of()));
            }
        });
    }
}
