package io.holdfast.ingest.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a request comes from.
 *
 * @param address of the client, not of a trusted proxy before it
 * @param userAgent as the client says it, cut to {@value #MAX_USER_AGENT} characters; may be empty
 */
public record Origin(InetAddress address, String userAgent) {
    static final String ATTRIBUTE = Origin.class.getName();

    private static final int MAX_USER_AGENT = 200;
    private static final int NETWORK_BYTES = 8;

    public Origin {
        String printable = userAgent.replaceAll("[^\\x20-\\x7e]", "?");
        userAgent = printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
    }

    /** What counts as one sender: an IPv4 address, or the /64 of an IPv6 address, which one line can have whole. */
    public String network() {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        try {
            byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 2 * NETWORK_BYTES);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
