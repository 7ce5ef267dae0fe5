package io.holdfast.ingest.account;

import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.account.AccountApi.Login;
import io.holdfast.ingest.account.AccountApi.Refresh;
import io.holdfast.ingest.account.AccountApi.Register;
import io.holdfast.ingest.account.AccountApi.Registered;
import io.holdfast.ingest.account.AccountApi.Tokens;
import io.holdfast.ingest.limit.Budget;
import io.holdfast.ingest.limit.Limited;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class AuthController {
    private final RegisterService accounts;
    private final LoginService logins;

    AuthController(RegisterService accounts, LoginService logins) {
        this.accounts = accounts;
        this.logins = logins;
    }

    @Limited(Budget.AUTH_PER_ADDRESS)
    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    Registered register(@RequestBody Register request, Origin origin) {
        return accounts.register(request, origin);
    }

    @Limited(Budget.AUTH_PER_ADDRESS)
    @PostMapping("/login")
    Tokens login(@RequestBody Login request, Origin origin) {
        return logins.login(request, origin);
    }

    @Limited(Budget.AUTH_PER_ADDRESS)
    @PostMapping("/refresh")
    Tokens refresh(@RequestBody Refresh request, Origin origin) {
        return logins.refresh(request, origin);
    }

    @Limited(Budget.AUTH_PER_ADDRESS)
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@RequestBody Refresh request, Origin origin) {
        logins.logout(request, origin);
    }
}
