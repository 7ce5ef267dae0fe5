package io.holdfast.blockstore.frame;

import java.util.Arrays;
import java.util.Optional;

/** How the payload of a frame is packed; the code is the byte in the header. */
enum Compression {
    NONE(0),
    ZSTD(1);

    private final byte code;

    Compression(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<Compression> of(byte code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }
}
