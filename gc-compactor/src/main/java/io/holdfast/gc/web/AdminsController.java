package io.holdfast.gc.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.holdfast.metadata.account.Admins;
import io.holdfast.metadata.account.EmailAddress;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who has the admin role: given and taken by whoever holds the token of the installation, that is, the operator of the machine. */
@RestController
@RequestMapping("/api/v1/admins")
class AdminsController {
    private static final String BY = "by the operator";

    private final Admins admins;

    AdminsController(Admins admins) {
        this.admins = admins;
    }

    @GetMapping
    Page list() {
        return new Page(admins.list().stream()
                .map(admin -> new Listed(admin.accountId(), admin.email()))
                .toList());
    }

    @PutMapping
    Changed grant(@RequestParam String email) {
        return new Changed(admins.grant(EmailAddress.of(email), BY));
    }

    @DeleteMapping
    Changed revoke(@RequestParam String email) {
        return new Changed(admins.revoke(EmailAddress.of(email), BY));
    }

    record Page(List<Listed> items) {}

    record Listed(@JsonProperty("user_id") UUID userId, String email) {}

    /** @param changed false if it was so already */
    record Changed(boolean changed) {}
}
