-- F one file, answered as that file; B a batch, answered file by file.
ALTER TABLE upload_session ADD COLUMN kind char NOT NULL DEFAULT 'F' CHECK (kind IN ('F', 'B'));

-- What a write with an Idempotency-Key was answered. A row without a status is being worked on by the process that holds it; when
-- that has died, the claim ends and a repeat is carried out again.
CREATE TABLE stored_answer (
    account_id    uuid NOT NULL,
    key           text NOT NULL,
    request_hash  bytea NOT NULL,                            -- of what makes a request the same request
    holder        uuid,                                      -- the process that works on it
    claimed_until timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    status        int,
    content_type  text,
    body          bytea,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX stored_answer_age ON stored_answer (created_at);
CREATE INDEX stored_answer_open ON stored_answer (holder) WHERE status IS NULL;
