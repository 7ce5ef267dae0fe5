-- What was done that bears on security: who, what, to what, from where, when, and whether it was refused. Rows are only added, in the
-- transaction of the act itself where there is one, and deleted when they are old. No secret is ever in one.
CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    act        text NOT NULL,                        -- register, login, refresh_reused …
    outcome    text NOT NULL CHECK (outcome IN ('done', 'refused')),
    account_id uuid,                                 -- null where nobody is known: an unknown address is not noted, it may be a password
    device_id  uuid,
    object     text NOT NULL DEFAULT '',             -- kind:id of what it was done to
    detail     text NOT NULL DEFAULT '',
    address    inet,
    user_agent text NOT NULL DEFAULT ''
);
CREATE INDEX audit_account ON audit (account_id, id);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_settings ON audit (id) WHERE act = 'settings';
