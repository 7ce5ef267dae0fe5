package io.holdfast.ingest.account;

import io.holdfast.core.error.HoldfastException.Unauthorized;
import io.holdfast.ingest.access.Origin;
import io.holdfast.ingest.audit.AuditTrail;
import io.holdfast.ingest.limit.Budget;
import io.holdfast.ingest.limit.RateLimiter;
import io.holdfast.metadata.account.Account;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.EmailAddress;
import io.holdfast.metadata.audit.AuditAct;
import io.holdfast.metadata.namespace.Actor;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks an address and a password. Whether the address has an account makes no difference to the answer, its time or its budget. */
@Component
class Credentials {
    private final Accounts accounts;
    private final Passwords passwords;
    private final RateLimiter limits;
    private final AuditTrail audit;

    Credentials(Accounts accounts, Passwords passwords, RateLimiter limits, AuditTrail audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.limits = limits;
        this.audit = audit;
    }

    /** @throws Unauthorized if they do not belong together */
    Account check(EmailAddress email, String password, Origin origin) {
        limits.take(Budget.LOGIN_PER_ACCOUNT, email.key());
        Optional<Account> account = accounts.byEmail(email);
        if (account.isEmpty()) {
            passwords.compareWithNobodys(password, origin);
        } else if (passwords.matches(password, account.get().passwordHash(), origin)) {
            limits.giveBack(Budget.LOGIN_PER_ACCOUNT, email.key());
            return account.get();
        }
        audit.refused(
                AuditAct.LOGIN,
                account.map(known -> new Actor(known.id(), Optional.empty())),
                account.isPresent() ? "wrong password" : "unknown address",
                origin);
        throw new Unauthorized("the address or the password is wrong");
    }
}
