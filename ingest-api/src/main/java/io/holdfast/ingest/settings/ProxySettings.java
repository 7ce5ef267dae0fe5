package io.holdfast.ingest.settings;

import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code proxies.*}.
 *
 * @param trusted addresses and networks (CIDR) of the reverse proxies whose {@code X-Forwarded-For} is believed; none by default,
 *     because anybody can send that header
 */
@ConfigurationProperties(prefix = "proxies", ignoreUnknownFields = false)
public record ProxySettings(@DefaultValue List<String> trusted) {
    public ProxySettings {
        trusted = List.copyOf(trusted);
        trusted.forEach(NetMask::new);
    }

    public boolean trusts(InetAddress address) {
        return trusted.stream().map(NetMask::new).anyMatch(network -> network.matches(address));
    }
}
