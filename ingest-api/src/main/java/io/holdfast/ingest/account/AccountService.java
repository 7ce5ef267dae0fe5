package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Forbidden;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.account.AccountApi.AccountView;
import io.holdfast.ingest.account.AccountApi.Register;
import io.holdfast.ingest.account.AccountApi.Registered;
import io.holdfast.ingest.settings.IngestSettings;
import io.holdfast.ingest.settings.IngestSettings.Registration;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Home;
import io.holdfast.metadata.account.Usage;
import io.holdfast.metadata.account.Usages;
import io.holdfast.metadata.database.Ambient;
import org.springframework.stereotype.Service;

@Service
class AccountService {
    private static final String CHUNKING_PROFILE = "cdc-v1";

    private final Accounts accounts;
    private final Usages usages;
    private final Passwords passwords;
    private final Access access;
    private final IngestSettings settings;
    private final Ambient ambient;

    AccountService(
            Accounts accounts,
            Usages usages,
            Passwords passwords,
            Access access,
            IngestSettings settings,
            Ambient ambient) {
        this.accounts = accounts;
        this.usages = usages;
        this.passwords = passwords;
        this.access = access;
        this.settings = settings;
        this.ambient = ambient;
    }

    Registered register(Register request) {
        if (settings.registration() == Registration.CLOSED) {
            throw new Forbidden("this server takes no new accounts");
        }
        Account account = new Account(
                ambient.newId(),
                request.email(),
                request.usernameOrDefault(),
                passwords.hash(request.password()),
                "user",
                ambient.now());
        Home home = new Home(ambient.newId(), ambient.newId(), CHUNKING_PROFILE);
        long quota = settings.defaultQuota().toBytes();
        accounts.create(account, home, quota);
        return new Registered(account.id(), account.email(), home.rootId(), home.namespaceId(), quota, 0);
    }

    AccountView view(Caller caller) {
        Account account = accounts.byId(caller.accountId()).orElseThrow(() -> new NotFound("the account is gone"));
        Home home = access.home(caller);
        Usage usage = usages.of(home.namespaceId());
        return new AccountView(
                account.id(),
                account.email(),
                account.username(),
                account.role(),
                home.namespaceId(),
                home.rootId(),
                home.chunkingProfile(),
                usage.quotaBytes(),
                usage.usedBytes(),
                usage.dedupSavingsBytes(),
                usage.files(),
                usage.versions(),
                usage.trashBytes());
    }
}
