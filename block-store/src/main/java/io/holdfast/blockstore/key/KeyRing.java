package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.Optional;

/** The keys that frames are sealed and opened with. */
public interface KeyRing {
    /** Seals nothing and opens nothing: frames without encryption are read and written. */
    KeyRing NONE = new KeyRing() {
        @Override
        public Optional<BlockKey> sealing() {
            return Optional.empty();
        }

        @Override
        public BlockKey find(int number) {
            throw new Unavailable("it is encrypted with the block key " + number
                    + ", and this process was started without a keystore; see blocks.keystore");
        }
    };

    /** The key for new objects; empty if they are stored without encryption. */
    Optional<BlockKey> sealing();

    /** @throws Unavailable if there is no such key here: an operator must bring it back, the object is not to blame */
    BlockKey find(int number);

    /** The same keys, with which only stored objects are opened. */
    default KeyRing forReading() {
        KeyRing keys = this;
        return new KeyRing() {
            @Override
            public Optional<BlockKey> sealing() {
                return Optional.empty();
            }

            @Override
            public BlockKey find(int number) {
                return keys.find(number);
            }
        };
    }
}
