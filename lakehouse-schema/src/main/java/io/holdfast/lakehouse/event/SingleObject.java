package io.holdfast.lakehouse.event;

import io.holdfast.core.block.BlockId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Avro single-object encoding of one kind of event: two marker bytes, the fingerprint of the writer's schema, the body. Reads
 * every schema that was ever written; writes the newest.
 */
final class SingleObject {
    private final Schema newest;
    private final BinaryMessageEncoder<GenericRecord> encoder;
    private final BinaryMessageDecoder<GenericRecord> decoder;

    /** @param resources names of the schemas, oldest first */
    SingleObject(List<String> resources) {
        List<Schema> schemas = resources.stream().map(SingleObject::parse).toList();
        newest = schemas.get(schemas.size() - 1);
        encoder = new BinaryMessageEncoder<>(GenericData.get(), newest);
        decoder = new BinaryMessageDecoder<>(GenericData.get(), newest);
        schemas.forEach(decoder::addSchema);
    }

    GenericRecord newRecord() {
        return new GenericData.Record(newest);
    }

    byte[] encode(GenericRecord event) {
        try {
            ByteBuffer bytes = encoder.encode(event);
            byte[] message = new byte[bytes.remaining()];
            bytes.get(message);
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if these are not the bytes of such an event */
    GenericRecord decode(byte[] message) {
        try {
            return decoder.decode(message);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not an event of schema " + newest.getFullName(), e);
        }
    }

    GenericFixed fixed(String field, UUID id) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return new GenericData.Fixed(fixedSchema(field), bytes.array());
    }

    GenericFixed fixed(String field, BlockId hash) {
        return new GenericData.Fixed(fixedSchema(field), hash.bytes());
    }

    /** Schema of the items of a list. */
    Schema items(String field) {
        return newest.getField(field).schema().getElementType();
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(Object micros) {
        return Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS);
    }

    static UUID uuid(Object fixed) {
        ByteBuffer bytes = ByteBuffer.wrap(((GenericFixed) fixed).bytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    static Optional<UUID> maybeUuid(@Nullable Object fixed) {
        return Optional.ofNullable(fixed).map(SingleObject::uuid);
    }

    static BlockId hash(Object fixed) {
        return BlockId.of(((GenericFixed) fixed).bytes());
    }

    private Schema fixedSchema(String field) {
        Schema schema = newest.getField(field).schema();
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    private static Schema parse(String resource) {
        try (InputStream in = SingleObject.class.getResourceAsStream(resource)) {
            return new Schema.Parser().parse(Objects.requireNonNull(in, resource));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schema " + resource, e);
        }
    }
}
