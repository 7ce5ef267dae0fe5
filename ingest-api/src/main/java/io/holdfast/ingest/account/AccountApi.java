package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.http.Fields;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the calls of this package take and give, as JSON. */
final class AccountApi {
    private static final int MAX_EMAIL = 254;
    private static final int MAX_NAME = 100;
    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 256;
    private static final int MAX_TOKEN = 200;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private AccountApi() {}

    record Register(String email, String password, @Nullable String username) {
        Register {
            email = address(email);
            password = Fields.required("password", password);
            if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
                throw new InvalidRequest(
                        "password", "a password has " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
            }
            username = Fields.text("username", username, MAX_NAME, email.substring(0, email.indexOf('@')));
        }

        String usernameOrDefault() {
            return Fields.required("username", username);
        }

        @Override
        public String toString() {
            return "Register[" + email + "]";
        }
    }

    record Login(
            String email,
            String password,
            @Nullable String deviceName,
            @Nullable String deviceType,
            @Nullable String otp) {
        Login {
            email = address(email);
            password = Fields.required("password", password);
            if (password.length() > MAX_PASSWORD) {
                throw new InvalidRequest("password", "a password has at most " + MAX_PASSWORD + " characters");
            }
            deviceName = Fields.text("device_name", deviceName, MAX_NAME, "unnamed device");
            deviceType = Fields.text("device_type", deviceType, MAX_NAME, "unknown");
        }

        @Override
        public String toString() {
            return "Login[" + email + "]";
        }
    }

    record Refresh(String refreshToken) {
        Refresh {
            refreshToken = Fields.text("refresh_token", refreshToken, MAX_TOKEN);
        }

        @Override
        public String toString() {
            return "Refresh";
        }
    }

    record Registered(
            UUID userId, String email, UUID rootFolderId, UUID namespaceId, long storageQuota, long storageUsed) {}

    record Tokens(
            String accessToken, String tokenType, long expiresIn, String refreshToken, UUID deviceId, UUID userId) {
        @Override
        public String toString() {
            return "Tokens[" + deviceId + "]";
        }
    }

    record AccountView(
            UUID userId,
            String email,
            String username,
            String role,
            UUID namespaceId,
            UUID rootFolderId,
            String chunkingProfile,
            long storageQuota,
            long storageUsed,
            long dedupSavingsBytes,
            long files,
            long versions,
            long trashBytes) {}

    private static String address(String given) {
        String email = Fields.text("email", given, MAX_EMAIL).strip();
        if (!EMAIL.matcher(email).matches()) {
            throw new InvalidRequest("email", "'email' is not an e-mail address");
        }
        return email;
    }
}
