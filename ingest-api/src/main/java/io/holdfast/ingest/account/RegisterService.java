package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Forbidden;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.account.AccountApi.Register;
import io.holdfast.ingest.account.AccountApi.Registered;
import io.holdfast.ingest.audit.AuditTrail;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.ingest.settings.IngestSettings.Registration;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Home;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.namespace.Actor;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class RegisterService {
    private static final String CHUNKING_PROFILE = "cdc-v1";

    private final Accounts accounts;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final IngestSettings settings;
    private final Ambient ambient;

    RegisterService(
            Accounts accounts, Passwords passwords, AuditTrail audit, IngestSettings settings, Ambient ambient) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.settings = settings;
        this.ambient = ambient;
    }

    Registered register(Register request, Origin origin) {
        if (settings.registration() == Registration.CLOSED) {
            throw new Forbidden("this server takes no new accounts");
        }
        Account account = new Account(
                ambient.newId(),
                request.email(),
                request.usernameOrDefault(),
                passwords.hash(request.password(), origin),
                "user",
                ambient.now());
        Home home = new Home(ambient.newId(), ambient.newId(), CHUNKING_PROFILE);
        long quota = settings.defaultQuota().toBytes();
        audit.run("make an account", () -> {
            accounts.create(account, home, quota);
            audit.done(AuditAct.REGISTER, new Actor(account.id(), Optional.empty()), "account:" + account.id(), origin);
        });
        return new Registered(account.id(), account.email(), home.rootId(), home.namespaceId(), quota, 0);
    }
}
