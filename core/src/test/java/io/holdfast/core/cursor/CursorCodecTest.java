package io.holdfast.core.cursor;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CursorCodecTest {
    private static final SyncCursor CURSOR = new SyncCursor(new UUID(1, 2), new UUID(3, 4), 5, 6);

    private static final SyncCursor WITHIN =
            SyncCursor.after(new UUID(1, 2), new UUID(3, 4), 6).within(7);

    private final CursorCodec codec = new CursorCodec(new byte[CursorCodec.KEY_BYTES]);

    @Test
    void readsWhatItWrote() {
        assertThat(codec.decode(codec.encode(CURSOR))).isEqualTo(CURSOR);
        assertThat(codec.decode(codec.encode(WITHIN))).isEqualTo(WITHIN);
    }

    @Test
    void textNeverChanges() {
        assertThat(codec.encode(CURSOR))
                .isEqualTo("AQAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAAUAAAAAAAAABkxaqgIIY9K9a8SkhufTDVU");
    }

    @Test
    void refusesEveryOneByteChange() {
        refusesChangesOf(codec.encode(CURSOR));
        refusesChangesOf(codec.encode(WITHIN));
    }

    private void refusesChangesOf(String cursor) {
        byte[] signed = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < signed.length; i++) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> codec.decode(text)).isInstanceOf(InvalidRequest.class);
        }
    }

    @Test
    void refusesACursorSignedWithAnotherKey() {
        byte[] other = new byte[CursorCodec.KEY_BYTES];
        Arrays.fill(other, (byte) 1);
        String foreign = new CursorCodec(other).encode(CURSOR);
        assertThatThrownBy(() -> codec.decode(foreign)).isInstanceOf(InvalidRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!", "AQ", "null", "....", "AQAAAAAAAAABAAAAAAAAAAIAAAAA"})
    void refusesWhatIsNoCursor(String text) {
        assertThatThrownBy(() -> codec.decode(text)).isInstanceOf(InvalidRequest.class);
    }
}
