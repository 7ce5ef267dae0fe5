package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.SettableAnyProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;

/**
 * Refuses a field that a record does not have as soon as it is read. Left alone, Jackson first builds the record, which complains
 * about what it lacks: and who wrote {@code pth} for {@code path} would be told of the field that they think they have sent.
 */
final class UnknownFields extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription.Supplier described, BeanDeserializerBuilder builder) {
        if (described.isRecordType()) {
            builder.setAnySetter(new Refusal(config.constructType(Object.class)));
        }
        return builder;
    }

    /** Takes the place of a setter for any other field. */
    private static final class Refusal extends SettableAnyProperty {
        @SuppressWarnings("NullAway") // it belongs to no property, and never reads a value
        Refusal(JavaType type) {
            super(null, null, type, null, null, null);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw refuse(parser);
        }

        @Override
        public void deserializeAndSet(
                JsonParser parser, DeserializationContext context, Object instance, String property) {
            throw refuse(parser);
        }

        @Override
        public boolean hasValueDeserializer() {
            return true;
        }

        @Override
        public SettableAnyProperty withValueDeserializer(ValueDeserializer<Object> reader) {
            return this;
        }

        @Override
        public void fixAccess(DeserializationConfig config) {
            // there is no member to reach
        }

        @Override
        protected void _set(DeserializationContext context, Object instance, Object property, Object value) {
            throw new IllegalStateException("an unknown field is refused before it is set");
        }

        private static InvalidRequest refuse(JsonParser parser) {
            String field = FieldPath.of(parser);
            return new InvalidRequest(field, "the field '" + field + "' is not known to this call");
        }
    }
}
