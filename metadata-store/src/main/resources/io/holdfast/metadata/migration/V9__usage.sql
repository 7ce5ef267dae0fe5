-- How much a namespace holds, kept as it changes: reading it must not cost what its whole history costs. Triggers, because whatever
-- writes a version or purges one has to be counted, and all of it happens under the lock of the namespace.
ALTER TABLE namespace
    ADD COLUMN unique_bytes  bigint NOT NULL DEFAULT 0,       -- of the distinct blocks that its versions cite
    ADD COLUMN file_count    bigint NOT NULL DEFAULT 0,       -- not purged; those in the trash too
    ADD COLUMN version_count bigint NOT NULL DEFAULT 0;       -- not purged

UPDATE namespace n
   SET unique_bytes = (SELECT coalesce(sum(b.size), 0) FROM namespace_block nb JOIN block b ON b.domain = 0 AND b.hash = nb.hash
                        WHERE nb.namespace_id = n.id),
       file_count = (SELECT count(*) FROM entry e WHERE e.namespace_id = n.id AND e.type = 'F' AND e.purged_at IS NULL),
       version_count = (SELECT count(*) FROM version v WHERE v.namespace_id = n.id AND v.purged_at IS NULL);

-- One statement of ours adds or removes blocks of one namespace or of several; each is added up once. The sub-select is one index
-- look-up a block, of rows that the commit has just locked: as a join it may be planned as a scan of all blocks.
CREATE FUNCTION count_unique_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE namespace n
       SET unique_bytes = n.unique_bytes + CASE TG_OP WHEN 'INSERT' THEN c.bytes ELSE -c.bytes END
      FROM (SELECT nb.namespace_id, coalesce(sum((SELECT b.size FROM block b WHERE b.domain = 0 AND b.hash = nb.hash)), 0) AS bytes
              FROM changed nb GROUP BY 1) c
     WHERE n.id = c.namespace_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER namespace_block_added AFTER INSERT ON namespace_block
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_unique_bytes();
CREATE TRIGGER namespace_block_removed AFTER DELETE ON namespace_block
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_unique_bytes();

CREATE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE namespace SET version_count = version_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END WHERE id = NEW.namespace_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER version_added AFTER INSERT ON version FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER version_purged AFTER UPDATE OF purged_at ON version FOR EACH ROW
    WHEN (OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL) EXECUTE FUNCTION count_version();

CREATE FUNCTION count_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE namespace SET file_count = file_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END WHERE id = NEW.namespace_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER file_added AFTER INSERT ON entry FOR EACH ROW WHEN (NEW.type = 'F') EXECUTE FUNCTION count_file();
CREATE TRIGGER file_purged AFTER UPDATE OF purged_at ON entry FOR EACH ROW
    WHEN (NEW.type = 'F' AND OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL) EXECUTE FUNCTION count_file();
