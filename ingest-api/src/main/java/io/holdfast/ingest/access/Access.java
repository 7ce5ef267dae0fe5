package io.holdfast.ingest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.core.error.HoldfastException.Forbidden;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.account.Accounts;
import io.holdfast.metadata.account.Admins;
import io.holdfast.metadata.account.Home;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.Uploads;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Every access check of the API. Today an account may read and write the one namespace that it owns, and nothing else; an admin may see the
 * figures of the server too.
 */
@Component
public class Access {
    private static final int REMEMBERED_HOMES = 10_000;

    private final Accounts accounts;
    private final Entries entries;
    private final Uploads uploads;
    private final Admins admins;
    /** Which namespace an account has is settled when it registers, and nearly every call asks for it. */
    private final Cache<UUID, Home> homes =
            Caffeine.newBuilder().maximumSize(REMEMBERED_HOMES).build();

    Access(Accounts accounts, Entries entries, Uploads uploads, Admins admins) {
        this.accounts = accounts;
        this.entries = entries;
        this.uploads = uploads;
        this.admins = admins;
    }

    /** The namespace in which the caller's paths start. */
    public Home home(Caller caller) {
        return homes.get(
                caller.accountId(),
                account -> accounts.home(account).orElseThrow(() -> new NotFound("this account has no namespace")));
    }

    /** The namespaces whose blocks the caller may read, and therefore cite. */
    public Set<UUID> readableNamespaces(Caller caller) {
        return Set.of(home(caller).namespaceId());
    }

    /** The entry, in the trash or not, if the caller may read it. */
    public Entry readable(Caller caller, UUID entryId) {
        return entries.byId(home(caller).namespaceId(), entryId)
                .orElseThrow(() -> new NotFound("there is no file or folder " + entryId));
    }

    /**
     * The folder that a client names by id, or by {@code root}.
     *
     * @throws NotFound if there is none, or it is a file
     */
    public Entry folder(Caller caller, String id) {
        if (id.equals("root")) {
            return readable(caller, home(caller).rootId());
        }
        Entry entry = readable(caller, parse(id));
        if (entry.isFile()) {
            throw new NotFound("entry " + id + " is a file, not a folder");
        }
        return entry;
    }

    /** The entry, if the caller may change it: today whoever may read it may. */
    public Entry writable(Caller caller, UUID entryId) {
        return readable(caller, entryId);
    }

    /** The upload, in whatever state, if the caller opened it. */
    public Upload upload(Caller caller, UUID uploadId) {
        return uploads.find(uploadId)
                .filter(upload -> upload.accountId().equals(caller.accountId()))
                .orElseThrow(() -> new NotFound("there is no upload " + uploadId));
    }

    /**
     * For what concerns the whole installation. The role is looked up anew, so a grant and its end count from the next call on.
     *
     * @throws Forbidden unless the caller has the admin role
     */
    public void requireAdmin(Caller caller) {
        if (!admins.has(caller.accountId())) {
            throw new Forbidden("this call shows figures of the whole server and needs the admin role");
        }
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new NotFound("there is no folder '" + id + "'");
        }
    }
}
