package io.holdfast.metadata.account;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** An e-mail address as its owner writes it, in NFC. Make one with {@link #of}, which normalises and checks what a client sent. */
public record EmailAddress(String value) {
    /** The longest address, in characters. */
    public static final int MAX_CHARACTERS = 254;

    private static final Pattern FORM = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    public EmailAddress {
        if (value.length() > MAX_CHARACTERS) {
            throw new InvalidRequest("email", "'email' has 1 to " + MAX_CHARACTERS + " characters");
        }
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(value);
        if (!whole
                || !FORM.matcher(value).matches()
                || !FORM.matcher(keyOf(value)).matches()) {
            throw new InvalidRequest("email", "'email' is not an e-mail address");
        }
    }

    /** @throws InvalidRequest if it is no address; spaces around it do not matter */
    public static EmailAddress of(String given) {
        return new EmailAddress(Normalizer.normalize(given.strip(), Normalizer.Form.NFC));
    }

    /** What makes two addresses the same: equal whatever their case, their Unicode form, and how the domain is spelt (IDNA). */
    public String key() {
        return keyOf(value);
    }

    /** What stands before the {@code @}. */
    public String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    @Override
    public String toString() {
        return value;
    }

    private static String keyOf(String address) {
        String folded = Normalizer.normalize(address, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = folded.indexOf('@');
        String domain = folded.substring(at + 1);
        try {
            return folded.substring(0, at + 1)
                    + IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("email", "'email' has a domain that is not allowed");
        }
    }
}
