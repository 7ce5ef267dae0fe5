package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ADA@Example.ORG",
        "jos\u00e9@x.org, jose\u0301@x.org",
        "a@b\u00fccher.example, A@xn--bcher-kva.example",
        "a@x.org, \uff41@x.org",
        "'a@x.org', ' a@x.org '"
    })
    void areTheSameWhateverTheyAreWrittenLike(String one, String other) {
        assertThat(EmailAddress.of(one).key()).isEqualTo(EmailAddress.of(other).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b",
                "a b@c",
                "a@b@c",
                "a@b c",
                "a@b\u0000",
                "a\n@b",
                "a@\ud800",
                "\ud800@b",
                "a\uff20b@c",
                "a@b..c"
            })
    void areNoneIfNobodyCouldHaveThem(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.field()).isEqualTo("email"));
    }

    @Test
    void haveAtMost254Characters() {
        assertThat(EmailAddress.of("a".repeat(252) + "@b").value()).hasSize(254);
        assertThatThrownBy(() -> EmailAddress.of("a".repeat(253) + "@b")).isInstanceOf(InvalidRequest.class);
    }
}
