package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Unauthorized;
import io.holdfast.ingest.limit.Budget;
import io.holdfast.ingest.limit.RateLimiter;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.EmailAddress;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks an address and a password. Whether the address has an account makes no difference to the answer, its time or its budget. */
@Component
class Credentials {
    private final Accounts accounts;
    private final Passwords passwords;
    private final RateLimiter limits;

    Credentials(Accounts accounts, Passwords passwords, RateLimiter limits) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.limits = limits;
    }

    /** @throws Unauthorized if they do not belong together */
    Account check(EmailAddress email, String password) {
        limits.take(Budget.LOGIN_PER_ACCOUNT, email.key());
        Optional<Account> account = accounts.byEmail(email);
        if (account.isEmpty()) {
            passwords.compareWithNobodys(password);
        } else if (passwords.matches(password, account.get().passwordHash())) {
            limits.giveBack(Budget.LOGIN_PER_ACCOUNT, email.key());
            return account.get();
        }
        throw new Unauthorized("the address or the password is wrong");
    }
}
