-- The schema of one Holdfast installation. Every table leads its key with the namespace or the block hash, so that it can be
-- distributed; no foreign key crosses that line. Hashes are 32 raw bytes. Generations are 64 random bits.

-- ---------------------------------------------------------------- installation

-- One row: which life of this database we are in. A restore from a backup gets a new one, which turns cursors and epochs off.
CREATE TABLE server_incarnation (
    "only"        boolean PRIMARY KEY DEFAULT true CHECK ("only"),
    incarnation uuid NOT NULL,
    profile     text NOT NULL CHECK (profile IN ('default', 'rehearsal')),
    since       timestamptz NOT NULL
);

-- ---------------------------------------------------------------- accounts

CREATE TABLE account (
    id            uuid PRIMARY KEY,
    email         text NOT NULL,
    email_key     text NOT NULL UNIQUE,             -- case-folded
    username      text NOT NULL,
    password_hash text NOT NULL,                    -- Argon2id, encoded with its parameters
    role          text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
    created_at    timestamptz NOT NULL
);

CREATE TABLE device (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES account,
    name         text NOT NULL,
    type         text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_sync_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX device_account ON device (account_id);

-- Tokens are kept as SHA-256 only. A family is one log-in; re-use of a rotated refresh token revokes it whole.
CREATE TABLE token (
    token_hash bytea PRIMARY KEY,
    kind       char NOT NULL CHECK (kind IN ('A', 'R')),     -- access, refresh
    family     uuid NOT NULL,
    account_id uuid NOT NULL,
    device_id  uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    rotated_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX token_family ON token (family);
CREATE INDEX token_device ON token (device_id);

-- ---------------------------------------------------------------- namespaces, entries, versions

CREATE TABLE namespace (
    id              uuid PRIMARY KEY,
    owner_id        uuid NOT NULL,
    root_id         uuid NOT NULL,
    profile         text NOT NULL DEFAULT 'cdc-v1',          -- chunking profile
    quota_bytes     bigint NOT NULL,
    current_bytes   bigint NOT NULL DEFAULT 0,               -- logical bytes of current files
    version_bytes   bigint NOT NULL DEFAULT 0,               -- of older versions of files that are not in the trash
    trash_bytes     bigint NOT NULL DEFAULT 0,               -- of all versions of files in the trash
    head_seq        bigint NOT NULL DEFAULT 0,               -- last journal number
    ref_head        bigint NOT NULL DEFAULT 0,               -- last number of a reference change
    published_seq   bigint NOT NULL DEFAULT 0,               -- the relay has an acknowledgement up to here
    created_at      timestamptz NOT NULL
);
CREATE INDEX namespace_owner ON namespace (owner_id);

-- A file or a folder. The tree is by parent; a path is computed. Deleting a folder marks the folder alone: what lies below is in
-- the trash because an ancestor is.
CREATE TABLE entry (
    namespace_id    uuid NOT NULL,
    id              uuid NOT NULL,
    parent_id       uuid,                                    -- null for the root only
    name            text NOT NULL,                           -- NFC, as given
    name_key        text NOT NULL,                           -- case-folded, unique per folder among what is not deleted
    type            char NOT NULL CHECK (type IN ('F', 'D')),
    current_version uuid,                                    -- files only
    version         bigint NOT NULL DEFAULT 0,               -- number of the current version
    size            bigint NOT NULL DEFAULT 0,
    content_hash    bytea,
    mime_type       text,
    client_modified timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    modified_by     uuid,
    modified_device uuid,
    seq             bigint NOT NULL,                         -- journal number of its last change
    deleted_at      timestamptz,
    deleted_seq     bigint,
    purged_at       timestamptz,                             -- all its versions are purged; kept as a tombstone
    PRIMARY KEY (namespace_id, id)
);
CREATE UNIQUE INDEX entry_name ON entry (namespace_id, parent_id, name_key) WHERE deleted_at IS NULL;
CREATE INDEX entry_seq ON entry (namespace_id, seq);
CREATE INDEX entry_trash ON entry (namespace_id, deleted_at) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;

CREATE TABLE version (
    namespace_id uuid NOT NULL,
    id           uuid NOT NULL,
    entry_id     uuid NOT NULL,
    number       bigint NOT NULL,
    manifest     bytea NOT NULL,                             -- packed block list; kept after a purge until the lake confirms it
    content_hash bytea NOT NULL,
    size         bigint NOT NULL,
    uploaded     bigint NOT NULL,                            -- bytes that this commit added to the store
    mime_type    text NOT NULL DEFAULT '',
    path         text NOT NULL,                              -- at commit time, for the record
    created_at   timestamptz NOT NULL,
    created_by   uuid NOT NULL,
    device_id    uuid,
    restored_from bigint,
    ref_seq      bigint NOT NULL,
    purged_at    timestamptz,
    purge_reason text,
    purge_ref_seq bigint,
    PRIMARY KEY (namespace_id, id),
    UNIQUE (namespace_id, entry_id, number)
);
ALTER TABLE version ALTER COLUMN manifest SET STORAGE EXTERNAL;   -- digests do not compress

-- What readers of a namespace may cite: the evidence of the "have you got this block?" answer.
CREATE TABLE namespace_block (
    namespace_id uuid NOT NULL,
    hash         bytea NOT NULL,
    refs         bigint NOT NULL CHECK (refs > 0),           -- versions of this namespace that hold it
    PRIMARY KEY (namespace_id, hash)
);

-- ---------------------------------------------------------------- journal

CREATE TABLE journal (
    namespace_id uuid NOT NULL,
    seq          bigint NOT NULL,
    ref_seq      bigint,                                     -- set on reference changes: version committed, version purged
    action       text NOT NULL CHECK (action IN ('created', 'modified', 'moved', 'deleted', 'restored', 'purged')),
    entry_id     uuid NOT NULL,
    type         char NOT NULL CHECK (type IN ('F', 'D')),
    version_id   uuid,
    version      bigint NOT NULL DEFAULT 0,
    path         text NOT NULL,
    old_path     text,
    size         bigint NOT NULL DEFAULT 0,
    content_hash bytea,
    reason       text,                                       -- of a purge
    account_id   uuid,
    device_id    uuid,
    occurred_at  timestamptz NOT NULL,
    PRIMARY KEY (namespace_id, seq)
);
CREATE UNIQUE INDEX journal_ref ON journal (namespace_id, ref_seq) WHERE ref_seq IS NOT NULL;

-- Namespaces with something to publish; a hint, the truth is head_seq > published_seq.
CREATE TABLE dirty_namespace (
    namespace_id uuid PRIMARY KEY
);

-- The Kafka that published_seq speaks of. Another cluster or topic id means: publish everything again.
CREATE TABLE relay_state (
    topic      text PRIMARY KEY,
    cluster_id text NOT NULL,
    topic_id   text NOT NULL,
    since      timestamptz NOT NULL
);

-- ---------------------------------------------------------------- blocks

-- L live, C condemned, Q quarantined (still readable). Deleted is a missing row. ver rises with every change of state.
CREATE TABLE block (
    domain        smallint NOT NULL DEFAULT 0,
    hash          bytea NOT NULL,
    gen           bigint NOT NULL,
    size          int NOT NULL,
    state         char NOT NULL CHECK (state IN ('L', 'C', 'Q')),
    ver           bigint NOT NULL DEFAULT 0,
    epoch         bigint,
    since         timestamptz NOT NULL,
    touched_at    timestamptz NOT NULL,
    last_verified timestamptz,
    object_gen    bigint NOT NULL,
    "offset"      int NOT NULL DEFAULT 0,
    stored_size   int NOT NULL,
    PRIMARY KEY (domain, hash)
);
CREATE INDEX block_not_live ON block (state, epoch) WHERE state <> 'L';

CREATE TABLE object (
    gen        bigint PRIMARY KEY,
    kind       char NOT NULL CHECK (kind IN ('S', 'P')),     -- single, pack
    size       bigint NOT NULL,
    created_at timestamptz NOT NULL
);

-- The truth about references: one row per version and distinct block.
CREATE TABLE block_ref (
    domain     smallint NOT NULL DEFAULT 0,
    hash       bytea NOT NULL,
    version_id uuid NOT NULL,
    PRIMARY KEY (domain, hash, version_id),
    FOREIGN KEY (domain, hash) REFERENCES block ON DELETE RESTRICT   -- makes a wrong deletion fail loudly
) PARTITION BY HASH (hash);
CREATE TABLE block_ref_0 PARTITION OF block_ref FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE block_ref_1 PARTITION OF block_ref FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE block_ref_2 PARTITION OF block_ref FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE block_ref_3 PARTITION OF block_ref FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- ---------------------------------------------------------------- uploads

CREATE TABLE upload_session (
    id           uuid PRIMARY KEY,
    namespace_id uuid NOT NULL,
    account_id   uuid NOT NULL,
    device_id    uuid,
    state        char NOT NULL CHECK (state IN ('O', 'C', 'A', 'E')),   -- open, committed, aborted, expired
    lease_until  timestamptz NOT NULL,
    opened_at    timestamptz NOT NULL,
    idempotency_key text,
    UNIQUE (account_id, idempotency_key)
);
CREATE INDEX upload_session_lease ON upload_session (lease_until) WHERE state = 'O';
CREATE INDEX upload_session_closed ON upload_session (opened_at) WHERE state <> 'O';

-- The files of a session: what was asked for and, once committed, what became of it. A repeat of the commit gets that again.
CREATE TABLE upload_file (
    session_id   uuid NOT NULL,
    index        int NOT NULL,
    entry_id     uuid,                                       -- target: this file, or
    folder_id    uuid,                                       -- path, read from this folder
    path         text,
    manifest     bytea NOT NULL,
    content_hash bytea NOT NULL,
    size         bigint NOT NULL,
    base_version bigint,
    on_conflict  char NOT NULL CHECK (on_conflict IN ('K', 'F', 'O')),  -- keep both, fail, overwrite
    mime_type    text NOT NULL,
    client_modified timestamptz,
    outcome      char CHECK (outcome IN ('C', 'U', 'K')),    -- committed, unchanged (content was there), kept beside
    result_entry   uuid,
    result_version uuid,
    result_number  bigint,
    result_path    text,
    result_seq     bigint,
    uploaded       bigint,
    conflict_of    uuid,
    PRIMARY KEY (session_id, index)
);
ALTER TABLE upload_file ALTER COLUMN manifest SET STORAGE EXTERNAL;

-- O open, F finalised, D duplicate (bytes proved, then discarded), R reaped. Taken before the first byte is written.
CREATE TABLE upload_ticket (
    gen        bigint PRIMARY KEY,
    domain     smallint NOT NULL DEFAULT 0,
    hash       bytea NOT NULL,
    size       int NOT NULL,
    session_id uuid NOT NULL,
    state      char NOT NULL CHECK (state IN ('O', 'F', 'D', 'R')),
    claimed_at timestamptz,                                  -- a put has taken it: one ticket, one attempt to write its object
    created_at timestamptz NOT NULL
);
CREATE INDEX upload_ticket_session ON upload_ticket (session_id, hash);
CREATE INDEX upload_ticket_open ON upload_ticket (created_at) WHERE state = 'O';

-- ---------------------------------------------------------------- garbage collection

-- The permission to delete one object, for ever. Kept 90 days after it is done, as an audit trail.
CREATE TABLE delete_intent (
    gen        bigint PRIMARY KEY,
    domain     smallint NOT NULL DEFAULT 0,
    hash       bytea NOT NULL,
    kind       char NOT NULL CHECK (kind IN ('S', 'P')),
    reason     text NOT NULL,                                -- swept, lost-race, reaped, orphan
    size       bigint NOT NULL DEFAULT 0,                    -- stored bytes that it frees, as far as known
    epoch      bigint,
    created_at timestamptz NOT NULL,
    done_at    timestamptz
);
CREATE INDEX delete_intent_open ON delete_intent (gen) WHERE done_at IS NULL;

CREATE TABLE gc_epoch (
    id           bigserial PRIMARY KEY,
    holder       text NOT NULL,
    state        text NOT NULL,                              -- condemning, fencing, marking, quarantining, deleting, done, failed, refused
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    incarnation  uuid NOT NULL,
    fence_vector jsonb,
    stats        jsonb NOT NULL DEFAULT '{}'
);
-- Blocks that somebody thinks unreferenced, before any of them is looked at under its lock.
CREATE TABLE gc_candidate (
    epoch  bigint NOT NULL,
    hash   bytea NOT NULL,
    source char NOT NULL CHECK (source IN ('H', 'L', 'P')),  -- hint, lake, PostgreSQL: who named it first
    PRIMARY KEY (epoch, hash)
);
-- What an epoch intends: every block that was condemned or quarantined when its fence was taken, as it stood then. Only what the
-- second mark confirmed may go further, and only while (gen, ver) is still the same.
CREATE TABLE gc_dead (
    epoch bigint NOT NULL,
    hash  bytea NOT NULL,
    gen   bigint NOT NULL,
    ver   bigint NOT NULL,
    confirmed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (epoch, hash)
);
-- One row: the epoch that may act. Every statement of a collector names the epoch it believes in.
CREATE TABLE gc_lock (
    "only"  boolean PRIMARY KEY DEFAULT true CHECK ("only"),
    epoch bigint NOT NULL,
    lease_until timestamptz NOT NULL
);
INSERT INTO gc_lock (epoch, lease_until) VALUES (0, '-infinity');

-- Runs of the maintenance jobs, for history and for the page.
CREATE TABLE job_run (
    id         bigserial PRIMARY KEY,
    job        text NOT NULL,
    state      text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'refused')),
    phase      text NOT NULL DEFAULT '',
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    figures    jsonb NOT NULL DEFAULT '{}',
    problem    text
);
CREATE INDEX job_run_job ON job_run (job, id);

-- ---------------------------------------------------------------- written by the stream jobs

-- Hints only: counts as the stream sees them. Absolute values, guarded by position, so that a replay changes nothing.
CREATE TABLE block_hint (
    hash        bytea PRIMARY KEY,
    refs        bigint NOT NULL,
    size        int NOT NULL,
    count_epoch bigint NOT NULL,                             -- rises when the count was rebuilt without state
    pos         bigint NOT NULL,                             -- deltas applied to this block
    zero_since  timestamptz
);
CREATE INDEX block_hint_zero ON block_hint (zero_since) WHERE refs = 0;

-- Live values of the dedup accounting: absolute, guarded by pos like the hints.
CREATE TABLE live_metric (
    name        text NOT NULL,                               -- for example dedup.logical_bytes
    scope       text NOT NULL DEFAULT '',                    -- '', or owner:<uuid>, type:<mime>
    window_start timestamptz NOT NULL DEFAULT '-infinity',   -- -infinity: the total; else the minute
    value       bigint NOT NULL,
    count_epoch bigint NOT NULL,
    pos         bigint NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (name, scope, window_start)
);
