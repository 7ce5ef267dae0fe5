package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Unauthorized;
import io.holdfast.ingest.access.DeviceEnded;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.account.AccountApi.Login;
import io.holdfast.ingest.account.AccountApi.Refresh;
import io.holdfast.ingest.account.AccountApi.Tokens;
import io.holdfast.ingest.audit.AuditTrail;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Device;
import io.holdfast.metadata.account.Rotation;
import io.holdfast.metadata.account.Session;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.account.TokenHash;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.namespace.Actor;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

@Service
class LoginService {
    private final Credentials credentials;
    private final Sessions sessions;
    private final TokenMint mint;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Ambient ambient;

    LoginService(
            Credentials credentials,
            Sessions sessions,
            TokenMint mint,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Ambient ambient) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.mint = mint;
        this.audit = audit;
        this.events = events;
        this.ambient = ambient;
    }

    Tokens login(Login request, Origin origin) {
        Account account = credentials.check(request.address(), request.password(), origin);
        Device device = new Device(
                ambient.newId(),
                account.id(),
                String.valueOf(request.deviceName()),
                String.valueOf(request.deviceType()));
        Session session = new Session(ambient.newId(), account.id(), device.id());
        Instant now = ambient.now();
        TokenMint.Fresh fresh = mint.fresh(now);
        audit.run("log in", () -> {
            sessions.open(session, device, fresh.kept(), now);
            audit.done(AuditAct.LOGIN, actor(session), "device:" + device.id(), origin);
        });
        return fresh.answer(session);
    }

    Tokens refresh(Refresh request, Origin origin) {
        TokenMint.Fresh fresh = mint.fresh(ambient.now());
        TokenHash presented = TokenHash.of(request.refreshToken());
        Rotation rotation = audit.call("refresh a log-in", () -> rotate(presented, fresh, origin));
        if (rotation instanceof Rotation.Rotated rotated) {
            return fresh.answer(rotated.session());
        }
        if (rotation instanceof Rotation.Reused reused) {
            events.publishEvent(new DeviceEnded(reused.session().deviceId()));
        }
        throw new Unauthorized("the refresh token is unknown, expired or used; log in again");
    }

    void logout(Refresh request, Origin origin) {
        TokenHash presented = TokenHash.of(request.refreshToken());
        Optional<Session> ended = audit.call("log out", () -> {
            Optional<Session> over = sessions.end(presented, ambient.now());
            over.ifPresent(
                    session -> audit.done(AuditAct.LOGOUT, actor(session), "device:" + session.deviceId(), origin));
            return over;
        });
        ended.ifPresent(session -> events.publishEvent(new DeviceEnded(session.deviceId())));
    }

    private Rotation rotate(TokenHash presented, TokenMint.Fresh fresh, Origin origin) {
        Rotation rotation = sessions.rotate(presented, fresh.kept(), fresh.madeAt());
        if (rotation instanceof Rotation.Reused reused) {
            audit.refused(
                    AuditAct.REFRESH_REUSED,
                    Optional.of(actor(reused.session())),
                    "an old refresh token was used; the log-in has ended",
                    origin);
        }
        return rotation;
    }

    private static Actor actor(Session session) {
        return new Actor(session.accountId(), Optional.of(session.deviceId()));
    }
}
