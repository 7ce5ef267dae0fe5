package io.holdfast.ingest.access;

import io.holdfast.ingest.settings.ProxySettings;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardedForTest {
    private final ProxySettings proxies = new ProxySettings(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9 | 1.1.1.1                      | 203.0.113.9
            10.0.0.1    | ''                           | 10.0.0.1
            10.0.0.1    | 1.1.1.1                      | 1.1.1.1
            10.0.0.1    | 6.6.6.6, 1.1.1.1             | 1.1.1.1
            10.0.0.1    | 6.6.6.6, 1.1.1.1, 192.0.2.1  | 1.1.1.1
            10.0.0.1    | 1.1.1.1:4711                 | 1.1.1.1
            10.0.0.1    | [2001:db8::1]:4711           | 2001:db8:0:0:0:0:0:1
            10.0.0.1    | 2001:db8::1                  | 2001:db8:0:0:0:0:0:1
            fd00::1     | 1.1.1.1                      | 1.1.1.1
            10.0.0.1    | 10.0.0.2, 10.0.0.3           | 10.0.0.2
            10.0.0.1    | 1.1.1.1, unknown             | 10.0.0.1
            10.0.0.1    | 1.1.1.1, 999.1.1.1           | 10.0.0.1
            10.0.0.1    | localhost                    | 10.0.0.1
            """)
    void findsTheLastOneThatATrustedProxyNamed(String connected, String header, String client) throws Exception {
        assertThat(ForwardedFor.client(InetAddress.getByName(connected), List.of(header), proxies::trusts)
                        .getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() throws Exception {
        assertThat(ForwardedFor.client(
                                InetAddress.getByName("10.0.0.1"),
                                List.of("1.1.1.1, 2.2.2.2", "10.0.0.2"),
                                proxies::trusts)
                        .getHostAddress())
                .isEqualTo("2.2.2.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::g", "1.2.3.4 5", ":", "[::1"})
    void whatIsNoAddressIsNotLookedUp(String text) {
        assertThat(ForwardedFor.parse(text)).isEmpty();
    }

    @Test
    void aNetworkIsAnIpv4AddressOrHalfAnIpv6One() throws Exception {
        assertThat(new Origin(InetAddress.getByName("192.0.2.7"), "").network()).isEqualTo("192.0.2.7");
        assertThat(new Origin(InetAddress.getByName("2001:db8:1:2:3:4:5:6"), "").network())
                .isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(new Origin(InetAddress.getByName("::1"), "a\nb" + "c".repeat(300)).userAgent())
                .startsWith("a?bc")
                .hasSize(200);
    }
}
