package io.holdfast.ingest.download;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-19, 10, 20",
        "bytes=90-, 90, 100",
        "bytes=90-1000, 90, 100",
        "bytes=-10, 90, 100",
        "bytes=-1000, 0, 100",
        "bytes = 5 - 6, 5, 7"
    })
    void servesOneRange(String header, long first, long end) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange(ByteRange.Kind.PART, first, end));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "items=0-1",
                "bytes=0-1,5-6",
                "bytes=9-3",
                "bytes=99999999999999999999-"
            })
    void answersWhatIsNoSingleRangeWithTheWholeFile(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(ByteRange.whole(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void refusesARangeBehindTheEnd(String header) {
        assertThat(ByteRange.parse(header, 100).kind()).isEqualTo(ByteRange.Kind.UNSATISFIABLE);
    }

    @Test
    void anEmptyFileHasNoRange() {
        assertThat(ByteRange.parse("bytes=0-0", 0).kind()).isEqualTo(ByteRange.Kind.UNSATISFIABLE);
        assertThat(ByteRange.parse("bytes=-5", 0).kind()).isEqualTo(ByteRange.Kind.UNSATISFIABLE);
    }

    @Test
    void entityTagsAreComparedAsTheStandardSays() {
        assertThat(Preconditions.unchanged("\"a\", W/\"b\"", "\"b\"")).isTrue();
        assertThat(Preconditions.unchanged("*", "\"b\"")).isTrue();
        assertThat(Preconditions.unchanged(null, "\"b\"")).isFalse();
        assertThat(Preconditions.unchanged("\"a\"", "\"b\"")).isFalse();
        assertThat(Preconditions.rangeHolds(null, "\"b\"")).isTrue();
        assertThat(Preconditions.rangeHolds("W/\"b\"", "\"b\"")).isFalse();
        assertThat(Preconditions.rangeHolds("Sat, 21 Nov 2026 00:00:00 GMT", "\"b\""))
                .isFalse();
    }
}
