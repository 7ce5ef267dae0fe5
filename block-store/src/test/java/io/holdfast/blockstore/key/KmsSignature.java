package io.holdfast.blockstore.key;

import com.sun.net.httpserver.Headers;
import io.holdfast.blockstore.key.KmsSettings.Login;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature (version 4) of a request to the root of a service, without a query. */
final class KmsSignature {
    private static final Pattern FORM = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(([0-9]{8})/([^/]+)/kms/aws4_request), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private final Headers headers;
    private final byte[] body;

    KmsSignature(Headers headers, byte[] body) {
        this.headers = headers;
        this.body = body;
    }

    boolean by(Login login, String region) throws GeneralSecurityException {
        Matcher form = FORM.matcher(headers.getFirst("Authorization"));
        if (!form.matches()
                || !form.group(1).equals(login.accessKey())
                || !form.group(4).equals(region)) {
            return false;
        }
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : form.group(5).split(";")) {
            canonical
                    .append(name)
                    .append(':')
                    .append(headers.getFirst(name).strip())
                    .append('\n');
        }
        canonical.append('\n').append(form.group(5)).append('\n').append(sha256(body));
        String signed = "AWS4-HMAC-SHA256\n" + headers.getFirst("X-Amz-Date") + "\n" + form.group(2) + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + login.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : form.group(2).split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, signed)).equals(form.group(6));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
