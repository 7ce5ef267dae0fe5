package io.holdfast.ingest.account;

import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.account.AccountApi.AccountView;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccountController {
    private final AccountService accounts;

    AccountController(AccountService accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/api/v1/account")
    AccountView account(Caller caller) {
        return accounts.view(caller);
    }
}
