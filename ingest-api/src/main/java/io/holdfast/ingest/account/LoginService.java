package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Unauthorized;
import io.holdfast.ingest.access.DeviceEnded;
import io.holdfast.ingest.account.AccountApi.Login;
import io.holdfast.ingest.account.AccountApi.Refresh;
import io.holdfast.ingest.account.AccountApi.Tokens;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Device;
import io.holdfast.metadata.account.Rotation;
import io.holdfast.metadata.account.Session;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.account.TokenHash;
import io.holdfast.metadata.database.Ambient;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

@Service
class LoginService {
    private final Credentials credentials;
    private final Sessions sessions;
    private final TokenMint mint;
    private final ApplicationEventPublisher events;
    private final Ambient ambient;

    LoginService(
            Credentials credentials,
            Sessions sessions,
            TokenMint mint,
            ApplicationEventPublisher events,
            Ambient ambient) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.mint = mint;
        this.events = events;
        this.ambient = ambient;
    }

    Tokens login(Login request) {
        Account account = credentials.check(request.address(), request.password());
        Device device = new Device(
                ambient.newId(),
                account.id(),
                String.valueOf(request.deviceName()),
                String.valueOf(request.deviceType()));
        Session session = new Session(ambient.newId(), account.id(), device.id());
        Instant now = ambient.now();
        TokenMint.Fresh fresh = mint.fresh(now);
        sessions.open(session, device, fresh.kept(), now);
        return fresh.answer(session);
    }

    Tokens refresh(Refresh request) {
        Instant now = ambient.now();
        TokenMint.Fresh fresh = mint.fresh(now);
        Rotation rotation = sessions.rotate(TokenHash.of(request.refreshToken()), fresh.kept(), now);
        if (rotation instanceof Rotation.Rotated rotated) {
            return fresh.answer(rotated.session());
        }
        if (rotation instanceof Rotation.Reused reused) {
            events.publishEvent(new DeviceEnded(reused.session().deviceId()));
        }
        throw new Unauthorized("the refresh token is unknown, expired or used; log in again");
    }

    void logout(Refresh request) {
        sessions.end(TokenHash.of(request.refreshToken()), ambient.now())
                .ifPresent(ended -> events.publishEvent(new DeviceEnded(ended.deviceId())));
    }
}
