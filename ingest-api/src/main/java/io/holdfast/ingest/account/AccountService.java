package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.account.AccountApi.AccountView;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Home;
import io.holdfast.metadata.account.Usage;
import io.holdfast.metadata.account.Usages;
import org.springframework.stereotype.Service;

@Service
class AccountService {
    private final Accounts accounts;
    private final Usages usages;
    private final Access access;

    AccountService(Accounts accounts, Usages usages, Access access) {
        this.accounts = accounts;
        this.usages = usages;
        this.access = access;
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
