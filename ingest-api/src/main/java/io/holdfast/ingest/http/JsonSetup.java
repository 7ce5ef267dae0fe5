package io.holdfast.ingest.http;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.LogicalType;

/** Hashes are 64 hex digits in JSON and in URLs; texts are texts. */
@Configuration(proxyBeanMethods = false)
class JsonSetup {
    @Bean
    JacksonModule hashes() {
        return new SimpleModule("hashes")
                .addSerializer(BlockId.class, ToStringSerializer.instance)
                .addDeserializer(BlockId.class, new HashReader());
    }

    /** A number or a truth value is no text. */
    @Bean
    JsonMapperBuilderCustomizer strictTexts() {
        return mapper -> mapper.withCoercionConfig(LogicalType.Textual, texts -> {
            for (CoercionInputShape shape :
                    List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
                texts.setCoercion(shape, CoercionAction.Fail);
            }
        });
    }

    /** A class and not a lambda: Spring reads the two types from it. */
    @Bean
    Converter<String, BlockId> hashConverter() {
        return new Converter<>() {
            @Override
            public BlockId convert(String text) {
                return BlockId.parse(text);
            }
        };
    }

    private static final class HashReader extends StdDeserializer<BlockId> {
        HashReader() {
            super(BlockId.class);
        }

        @Override
        public BlockId deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new InvalidRequest(FieldPath.of(parser), "a hash is a text of 64 hex digits");
            }
            try {
                return BlockId.parse(parser.getString());
            } catch (IllegalArgumentException e) {
                throw new InvalidRequest(FieldPath.of(parser), String.valueOf(e.getMessage()));
            }
        }
    }
}
