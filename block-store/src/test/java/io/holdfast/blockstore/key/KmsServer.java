package io.holdfast.blockstore.key;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.blockstore.key.KmsSettings.Login;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Encrypt and Decrypt of AWS KMS over HTTP, by its public description: its JSON, its signatures, its errors, and AES-256-GCM with the
 * encryption context under keys that do not leave it. There is no such server to be had as a library, so this one is ours: it shows that we
 * speak the protocol as we understand it, not that Amazon does.
 */
final class KmsServer implements AutoCloseable {
    static final Login LOGIN = new Login("AKIDHOLDFAST", "hush");
    static final String REGION = "eu-central-1";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Set<String> forbidden = new HashSet<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer http;

    KmsServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    /** A new key under an alias, which may have stood for another before. Returns its ARN. */
    String createKey(String alias) {
        String arn = "arn:aws:kms:" + REGION + ":111122223333:key/" + Long.toHexString(random.nextLong());
        keys.put(arn, KeyWrap.fresh(random));
        aliases.put(alias, arn);
        return arn;
    }

    KmsSettings settings(String key) {
        return settings(key, LOGIN);
    }

    KmsSettings settings(String key, Login login) {
        return new KmsSettings(Optional.of(key), Optional.of(REGION), Optional.of(endpoint()), Optional.of(login));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** @param act {@code Encrypt} or {@code Decrypt}, which nobody may do from now on */
    void forbid(String act) {
        forbidden.add(act);
    }

    /** The next so many requests fail as if the service were ill. */
    void fail(int times) {
        failures.set(times);
    }

    /** How many there were since this was last asked. */
    int requests() {
        return requests.getAndSet(0);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.incrementAndGet();
        try {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new Refusal(500, "KMSInternalException", "ill");
            }
            if (!new KmsSignature(exchange.getRequestHeaders(), body).by(LOGIN, REGION)) {
                throw new Refusal(400, "InvalidSignatureException", "the signature does not match");
            }
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String act = target.substring(target.indexOf('.') + 1);
            if (forbidden.contains(act)) {
                throw new Refusal(400, "AccessDeniedException", "not authorized to perform: kms:" + act);
            }
            JsonNode request = JsonNode.parser().parse(new String(body, StandardCharsets.UTF_8));
            send(exchange, 200, act.equals("Encrypt") ? encrypt(request) : decrypt(request));
        } catch (Refusal e) {
            send(exchange, e.status, "{\"__type\":\"" + e.type + "\",\"message\":\"" + e.getMessage() + "\"}");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String encrypt(JsonNode request) throws GeneralSecurityException, Refusal {
        String arn = arn(text(request, "KeyId"));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, arn, nonce, request);
        byte[] sealed = cipher.doFinal(Base64.getDecoder().decode(text(request, "Plaintext")));
        byte[] name = arn.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.write(name.length);
        blob.writeBytes(name);
        blob.writeBytes(nonce);
        blob.writeBytes(sealed);
        return "{\"CiphertextBlob\":\"" + Base64.getEncoder().encodeToString(blob.toByteArray()) + "\",\"KeyId\":\""
                + arn + "\"}";
    }

    private String decrypt(JsonNode request) throws GeneralSecurityException, Refusal {
        ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(text(request, "CiphertextBlob")));
        byte[] name = new byte[blob.get()];
        blob.get(name);
        String arn = new String(name, StandardCharsets.US_ASCII);
        if (!arn.equals(arn(text(request, "KeyId")))) {
            throw new Refusal(400, "IncorrectKeyException", "another key encrypted this");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        blob.get(nonce);
        try {
            byte[] opened = cipher(Cipher.DECRYPT_MODE, arn, nonce, request)
                    .doFinal(Arrays.copyOfRange(blob.array(), blob.position(), blob.limit()));
            return "{\"KeyId\":\"" + arn + "\",\"Plaintext\":\""
                    + Base64.getEncoder().encodeToString(opened) + "\"}";
        } catch (AEADBadTagException e) {
            throw new Refusal(400, "InvalidCiphertextException", "damaged, or another encryption context");
        }
    }

    private Cipher cipher(int mode, String arn, byte[] nonce, JsonNode request) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(arn), new GCMParameterSpec(TAG_BITS, nonce));
        Map<String, String> context = new TreeMap<>();
        request.field("EncryptionContext")
                .ifPresent(given -> given.asObject().forEach((key, value) -> context.put(key, value.asString())));
        cipher.updateAAD(context.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private String arn(String name) throws Refusal {
        String arn = aliases.getOrDefault(name, name);
        if (!keys.containsKey(arn)) {
            throw new Refusal(400, "NotFoundException", "Key '" + name + "' does not exist");
        }
        return arn;
    }

    private static String text(JsonNode request, String field) throws Refusal {
        return request.field(field)
                .map(JsonNode::asString)
                .orElseThrow(() -> new Refusal(400, "ValidationException", field + " is missing"));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String type;

        private Refusal(int status, String type, String message) {
            super(message);
            this.status = status;
            this.type = type;
        }
    }
}
