package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Unauthorized;
import io.holdfast.ingest.account.AccountApi.Login;
import io.holdfast.ingest.account.AccountApi.Refresh;
import io.holdfast.ingest.account.AccountApi.Tokens;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Device;
import io.holdfast.metadata.account.Session;
import io.holdfast.metadata.account.Sessions;
import io.holdfast.metadata.account.TokenHash;
import io.holdfast.metadata.database.Ambient;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class LoginService {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final TokenMint mint;
    private final Ambient ambient;

    LoginService(Accounts accounts, Sessions sessions, Passwords passwords, TokenMint mint, Ambient ambient) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.mint = mint;
        this.ambient = ambient;
    }

    Tokens login(Login request) {
        Account account = authenticate(request.email(), request.password());
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
        return sessions.rotate(TokenHash.of(request.refreshToken()), fresh.kept(), now)
                .map(fresh::answer)
                .orElseThrow(() -> new Unauthorized("the refresh token is unknown, expired or used; log in again"));
    }

    void logout(Refresh request) {
        sessions.familyOf(TokenHash.of(request.refreshToken()))
                .ifPresent(family -> sessions.revoke(family, ambient.now()));
    }

    private Account authenticate(String email, String password) {
        Optional<Account> account = accounts.byEmail(email);
        if (account.isEmpty()) {
            passwords.compareWithNobodys(password);
        } else if (passwords.matches(password, account.get().passwordHash())) {
            return account.get();
        }
        throw new Unauthorized("the address or the password is wrong");
    }
}
