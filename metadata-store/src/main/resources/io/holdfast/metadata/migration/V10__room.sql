-- What open uploads may still bring counts against the quota, so that no more bytes move than there is room for. The sum of it is
-- kept by namespace: whoever opens an upload locks that row, last of all locks, and adds to it. Whoever ends an upload only leaves a
-- row beside it, so that a commit waits for no one who opens; the next to open takes these rows off the sum.
ALTER TABLE upload_session ADD COLUMN reserved_bytes bigint NOT NULL DEFAULT 0 CHECK (reserved_bytes >= 0);  -- held while it is open
CREATE TABLE upload_room (
    namespace_id   uuid PRIMARY KEY,
    reserved_bytes bigint NOT NULL CHECK (reserved_bytes >= 0)      -- by open uploads, and by what upload_return names
);
CREATE TABLE upload_return (
    namespace_id   uuid NOT NULL,
    bytes          bigint NOT NULL CHECK (bytes > 0)                -- given back, and not yet taken off the sum
);
CREATE INDEX upload_return_namespace ON upload_return (namespace_id);

UPDATE upload_session s
   SET reserved_bytes = (SELECT coalesce(sum(f.size), 0) FROM upload_file f WHERE f.session_id = s.id AND f.outcome IS NULL)
 WHERE s.state = 'O';
INSERT INTO upload_room (namespace_id, reserved_bytes)
SELECT namespace_id, sum(reserved_bytes) FROM upload_session WHERE state = 'O' GROUP BY namespace_id;

-- Whether moves have raised the bounds of paths since they were found out last: only then are they found out anew.
ALTER TABLE namespace ADD COLUMN bounds_raised boolean NOT NULL DEFAULT true;

-- Files and versions are counted where the row of the namespace is written anyway, once for each statement however many rows it
-- adds or purges. A trigger for each row wrote it once more for every one of them.
DROP TRIGGER version_added ON version;
DROP TRIGGER version_purged ON version;
DROP TRIGGER file_added ON entry;
DROP TRIGGER file_purged ON entry;
DROP FUNCTION count_version();
DROP FUNCTION count_file();
