package io.holdfast.ingest.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the client behind reverse proxies. Each proxy appends to {@code X-Forwarded-For} whom it heard from, and a client may have written
 * anything before that: so the list is read from its end, for as long as the one who appended is trusted.
 */
final class ForwardedFor {
    private static final int MAX_PROXIES = 16;
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "(\\." + BYTE + "){3})(:\\d{1,5})?");
    private static final String GROUPS = "([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)";
    private static final Pattern IPV6 = Pattern.compile("\\[" + GROUPS + "](:\\d{1,5})?|" + GROUPS);

    private ForwardedFor() {}

    /**
     * @param connected who holds the connection
     * @param headers the values of {@code X-Forwarded-For}, in order
     */
    static InetAddress client(InetAddress connected, List<String> headers, Predicate<InetAddress> trusted) {
        List<String> hops = new ArrayList<>();
        headers.forEach(header -> hops.addAll(List.of(header.split(",", -1))));
        InetAddress client = connected;
        for (int n = 0; n < Math.min(hops.size(), MAX_PROXIES) && trusted.test(client); n++) {
            Optional<InetAddress> before = parse(hops.get(hops.size() - 1 - n).strip());
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    /** Only addresses: a name is never looked up. */
    static Optional<InetAddress> parse(String text) {
        Matcher ipv4 = IPV4.matcher(text);
        Matcher ipv6 = IPV6.matcher(text);
        if (!ipv4.matches() && !ipv6.matches()) {
            return Optional.empty();
        }
        String literal = ipv4.matches() ? ipv4.group(1) : ipv6.group(1) != null ? ipv6.group(1) : ipv6.group(3);
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
