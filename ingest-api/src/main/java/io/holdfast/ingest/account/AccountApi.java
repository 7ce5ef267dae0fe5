package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.http.Fields;
import io.holdfast.metadata.account.EmailAddress;
import io.holdfast.metadata.account.ListedDevice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the calls of this package take and give, as JSON. */
final class AccountApi {
    private static final int MAX_NAME = 100;
    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 256;
    private static final int MAX_TOKEN = 200;
    private static final int MAX_OTP = 16;

    private AccountApi() {}

    record Register(String email, String password, @Nullable String username) {
        Register {
            EmailAddress address = EmailAddress.of(Fields.required("email", email));
            email = address.value();
            password = wholeText(Fields.required("password", password));
            int length = password.codePointCount(0, password.length());
            if (length < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
                throw new InvalidRequest(
                        "password", "a password has " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
            }
            if (password.equalsIgnoreCase(email)) {
                throw new InvalidRequest("password", "a password is not the e-mail address");
            }
            username = Fields.text("username", username, MAX_NAME, address.localPart());
        }

        String usernameOrDefault() {
            return Fields.required("username", username);
        }

        @Override
        public String toString() {
            return "Register[" + email + "]";
        }
    }

    /** @param otp the code of a second factor; an account that has none ignores it */
    record Login(
            String email,
            String password,
            @Nullable String deviceName,
            @Nullable String deviceType,
            @Nullable String otp) {
        Login {
            email = EmailAddress.of(Fields.required("email", email)).value();
            password = wholeText(Fields.required("password", password));
            if (password.length() > MAX_PASSWORD) {
                throw new InvalidRequest("password", "a password has at most " + MAX_PASSWORD + " characters");
            }
            deviceName = Fields.text("device_name", deviceName, MAX_NAME, "unnamed device");
            deviceType = Fields.text("device_type", deviceType, MAX_NAME, "unknown");
            otp = Fields.text("otp", otp, MAX_OTP, "");
        }

        EmailAddress address() {
            return new EmailAddress(email);
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

    /** @param current whether it is the device that asks */
    record DeviceView(
            UUID deviceId,
            String deviceName,
            String deviceType,
            Instant createdAt,
            @Nullable Instant lastSyncAt,
            boolean current) {
        static DeviceView of(ListedDevice listed, UUID asking) {
            return new DeviceView(
                    listed.device().id(),
                    listed.device().name(),
                    listed.device().type(),
                    listed.createdAt(),
                    listed.lastSyncAt().orElse(null),
                    listed.device().id().equals(asking));
        }
    }

    /** Half of a surrogate pair has no bytes: two passwords with different ones would be the same. */
    private static String wholeText(String password) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
            throw new InvalidRequest("password", "'password' is not valid Unicode (half of a surrogate pair)");
        }
        return password;
    }
}
