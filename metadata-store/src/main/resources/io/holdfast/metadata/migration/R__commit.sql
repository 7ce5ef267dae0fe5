-- What the commit does inside PostgreSQL. Both ways to a version (one statement, or Java step by step) end in write_version or, for
-- many files at once, in write_versions: nothing else writes versions, references, their journal and accounts.

-- The path of an entry from its root, '/' for the root itself; null if it, or a folder above it, is in the trash or not there.
CREATE OR REPLACE FUNCTION live_path(p_namespace uuid, p_entry uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up AS (
        SELECT e.parent_id, e.name, e.deleted_at, 1 AS height
          FROM entry e
         WHERE e.namespace_id = p_namespace AND e.id = p_entry
        UNION ALL
        SELECT e.parent_id, e.name, e.deleted_at, up.height + 1
          FROM up
          JOIN entry e ON e.namespace_id = p_namespace AND e.id = up.parent_id
    )
    SELECT CASE WHEN bool_and(deleted_at IS NULL) AND bool_or(parent_id IS NULL)
                THEN '/' || coalesce(string_agg(name, '/' ORDER BY height DESC) FILTER (WHERE parent_id IS NOT NULL), '')
           END
      FROM up
$$;

-- Writes one version of one file of an upload: entry, version, references, evidence, journal, accounts, and the answer that a
-- repeat gets. The caller holds the locks of the namespace, the session and every block, in this order, and has decided.
-- An entry that is not there yet is made in folder p_folder under p_name. Hashes are distinct and in order, sizes go with them.
-- version.uploaded is what the store gained, for the books of the server. r_uploaded is what the client had to send, whether or
-- not the store had it from somebody else: the answer must not say what others have.
CREATE OR REPLACE FUNCTION write_version(
    p_namespace uuid, p_session uuid, p_index int, p_entry uuid, p_version uuid, p_folder uuid, p_name text, p_name_key text,
    p_path text, p_hashes bytea[], p_outcome char, p_conflict_of uuid, p_now timestamptz)
RETURNS TABLE (r_number bigint, r_seq bigint, r_ref_seq bigint, r_uploaded bigint)
LANGUAGE plpgsql AS $$
DECLARE
    s        upload_session;
    f        upload_file;
    old_size bigint;
    stored   bigint;
    place    record;
BEGIN
    SELECT * INTO STRICT s FROM upload_session WHERE id = p_session;
    SELECT * INTO STRICT f FROM upload_file WHERE session_id = p_session AND index = p_index;
    SELECT e.size, e.version + 1 INTO old_size, r_number FROM entry e WHERE e.namespace_id = p_namespace AND e.id = p_entry;
    r_number := coalesce(r_number, 1);

    UPDATE namespace
       SET head_seq = head_seq + 1,
           ref_head = ref_head + 1,
           current_bytes = current_bytes + f.size - coalesce(old_size, 0),
           version_bytes = version_bytes + coalesce(old_size, 0),
           version_count = version_count + 1,
           file_count = file_count + CASE WHEN old_size IS NULL THEN 1 ELSE 0 END,
           longest_path = greatest(longest_path, octet_length(p_path)),
           deepest_path = greatest(deepest_path, length(p_path) - length(replace(p_path, '/', '')))
     WHERE id = p_namespace
    RETURNING head_seq, ref_head INTO STRICT r_seq, r_ref_seq;

    INSERT INTO block_ref (hash, version_id) SELECT h, p_version FROM unnest(p_hashes) h;
    WITH cited AS (
        INSERT INTO namespace_block AS nb (namespace_id, hash, refs) SELECT p_namespace, h, 1 FROM unnest(p_hashes) h
        ON CONFLICT (namespace_id, hash) DO UPDATE SET refs = nb.refs + 1
        RETURNING nb.hash, nb.refs
    )
    -- IS TRUE keeps this a hashed look-up: as a join it may be planned for ten rows and run for a hundred thousand.
    SELECT coalesce(sum(t.size), 0), coalesce(sum(t.size) FILTER (WHERE t.stored), 0) INTO r_uploaded, stored
      FROM (SELECT hash, size, bool_or(state = 'F') AS stored FROM upload_ticket
             WHERE session_id = p_session AND state IN ('F', 'D') GROUP BY hash, size) t
     WHERE (t.hash IN (SELECT c.hash FROM cited c WHERE c.refs = 1)) IS TRUE;

    INSERT INTO version (namespace_id, id, entry_id, number, manifest, content_hash, size, uploaded, mime_type, path,
                         created_at, created_by, device_id, restored_from, ref_seq)
    VALUES (p_namespace, p_version, p_entry, r_number, f.manifest, f.content_hash, f.size, stored, f.mime_type, p_path,
            p_now, s.account_id, s.device_id, f.restored_from, r_ref_seq);

    INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, current_version, version, size, content_hash,
                       mime_type, client_modified, created_at, updated_at, modified_by, modified_device, seq)
    VALUES (p_namespace, p_entry, p_folder, p_name, p_name_key, 'F', p_version, r_number, f.size, f.content_hash,
            f.mime_type, f.client_modified, p_now, p_now, s.account_id, s.device_id, r_seq)
    ON CONFLICT (namespace_id, id) DO UPDATE
       SET current_version = p_version, version = r_number, size = f.size, content_hash = f.content_hash,
           mime_type = f.mime_type, client_modified = f.client_modified, updated_at = p_now,
           modified_by = s.account_id, modified_device = s.device_id, seq = r_seq
    RETURNING entry.parent_id, entry.name INTO STRICT place;

    INSERT INTO journal (namespace_id, seq, ref_seq, action, entry_id, type, version_id, version, parent_id, name, path, size,
                         content_hash, account_id, device_id, occurred_at)
    VALUES (p_namespace, r_seq, r_ref_seq, CASE r_number WHEN 1 THEN 'created' ELSE 'modified' END, p_entry, 'F', p_version,
            r_number, place.parent_id, place.name, p_path, f.size, f.content_hash, s.account_id, s.device_id, p_now);
    INSERT INTO dirty_namespace (namespace_id) VALUES (p_namespace) ON CONFLICT DO NOTHING;

    UPDATE upload_file
       SET outcome = p_outcome, result_entry = p_entry, result_version = p_version, result_number = r_number,
           result_path = p_path, result_seq = r_seq, uploaded = r_uploaded, conflict_of = p_conflict_of
     WHERE session_id = p_session AND index = p_index;
    RETURN NEXT;
END
$$;

-- The same for many files of an upload at once, each the next version of another entry, or a new entry: outcome C, nothing kept
-- beside. Arrays go together by place; the references are pairs of a version's place and a hash. The bytes that the store has
-- gained by each version, and those that the client had to send for it, are the caller's to say. A test holds this and write_version together. Everything here is looked up by a key: a plan
-- that was made while a table was small must not read it whole for each of a thousand files.
DROP FUNCTION IF EXISTS write_versions(
    uuid, uuid, int[], uuid[], uuid[], uuid[], text[], text[], text[], bigint[], int[], bytea[], timestamptz);
CREATE OR REPLACE FUNCTION write_versions(
    p_namespace uuid, p_session uuid, p_indexes int[], p_entries uuid[], p_versions uuid[], p_folders uuid[], p_names text[],
    p_name_keys text[], p_paths text[], p_stored bigint[], p_sent bigint[], p_ref_places int[], p_ref_hashes bytea[],
    p_now timestamptz)
RETURNS TABLE (r_index int, r_number bigint, r_seq bigint, r_uploaded bigint)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    s        upload_session;
    n        namespace;
    many     int := cardinality(p_indexes);
    added    bigint;
    replaced bigint;
    existing int;
BEGIN
    SELECT * INTO STRICT s FROM upload_session WHERE id = p_session;
    SELECT sum(f.size) INTO STRICT added FROM upload_file f WHERE f.session_id = p_session AND f.index = ANY (p_indexes);
    SELECT coalesce(sum(e.size), 0), count(*) INTO STRICT replaced, existing FROM entry e
     WHERE e.namespace_id = p_namespace AND e.id = ANY (p_entries);

    UPDATE namespace
       SET head_seq = head_seq + many,
           ref_head = ref_head + many,
           current_bytes = current_bytes + added - replaced,
           version_bytes = version_bytes + replaced,
           version_count = version_count + many,
           file_count = file_count + many - existing,
           longest_path = greatest(longest_path, (SELECT max(octet_length(m.path)) FROM unnest(p_paths) m (path))),
           deepest_path = greatest(deepest_path, (SELECT max(length(m.path) - length(replace(m.path, '/', '')))
                                                    FROM unnest(p_paths) m (path)))
     WHERE id = p_namespace
    RETURNING * INTO STRICT n;

    -- What became of each file is written first: the rest is made from it.
    UPDATE upload_file f
       SET outcome = 'C', result_entry = m.entry, result_version = m.version,
           result_number = 1 + coalesce((SELECT e.version FROM entry e
                                          WHERE e.namespace_id = p_namespace AND e.id = m.entry), 0),
           result_path = m.path, result_seq = n.head_seq - many + m.place, uploaded = m.sent, conflict_of = NULL
      FROM unnest(p_indexes, p_entries, p_versions, p_paths, p_sent) WITH ORDINALITY
           m (index, entry, version, path, sent, place)
     WHERE f.session_id = p_session AND f.index = m.index;

    INSERT INTO block_ref (hash, version_id)
    SELECT m.hash, p_versions[m.place] FROM unnest(p_ref_places, p_ref_hashes) m (place, hash);
    INSERT INTO namespace_block AS nb (namespace_id, hash, refs)
    SELECT p_namespace, m.hash, count(*) FROM unnest(p_ref_hashes) m (hash) GROUP BY m.hash ORDER BY m.hash
    ON CONFLICT (namespace_id, hash) DO UPDATE SET refs = nb.refs + EXCLUDED.refs;

    INSERT INTO version (namespace_id, id, entry_id, number, manifest, content_hash, size, uploaded, mime_type, path,
                         created_at, created_by, device_id, restored_from, ref_seq)
    SELECT p_namespace, f.result_version, f.result_entry, f.result_number, f.manifest, f.content_hash, f.size, m.stored,
           f.mime_type, f.result_path, p_now, s.account_id, s.device_id, f.restored_from,
           n.ref_head - n.head_seq + f.result_seq
      FROM unnest(p_indexes, p_stored) m (index, stored)
      JOIN upload_file f ON f.session_id = p_session AND f.index = m.index;

    INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, current_version, version, size, content_hash,
                       mime_type, client_modified, created_at, updated_at, modified_by, modified_device, seq)
    SELECT p_namespace, f.result_entry, m.folder, m.name, m.name_key, 'F', f.result_version, f.result_number, f.size,
           f.content_hash, f.mime_type, f.client_modified, p_now, p_now, s.account_id, s.device_id, f.result_seq
      FROM unnest(p_indexes, p_folders, p_names, p_name_keys) m (index, folder, name, name_key)
      JOIN upload_file f ON f.session_id = p_session AND f.index = m.index
    ON CONFLICT (namespace_id, id) DO UPDATE
       SET current_version = EXCLUDED.current_version, version = EXCLUDED.version, size = EXCLUDED.size,
           content_hash = EXCLUDED.content_hash, mime_type = EXCLUDED.mime_type, client_modified = EXCLUDED.client_modified,
           updated_at = p_now, modified_by = s.account_id, modified_device = s.device_id, seq = EXCLUDED.seq;

    INSERT INTO journal (namespace_id, seq, ref_seq, action, entry_id, type, version_id, version, parent_id, name, path, size,
                         content_hash, account_id, device_id, occurred_at)
    SELECT p_namespace, f.result_seq, n.ref_head - n.head_seq + f.result_seq,
           CASE f.result_number WHEN 1 THEN 'created' ELSE 'modified' END, f.result_entry, 'F', f.result_version,
           f.result_number, e.parent_id, e.name, f.result_path, f.size, f.content_hash, s.account_id, s.device_id, p_now
      FROM upload_file f
     CROSS JOIN LATERAL (
          SELECT o.parent_id, o.name FROM entry o WHERE o.namespace_id = p_namespace AND o.id = f.result_entry OFFSET 0) e
     WHERE f.session_id = p_session AND f.index = ANY (p_indexes);
    INSERT INTO dirty_namespace (namespace_id) VALUES (p_namespace) ON CONFLICT DO NOTHING;

    RETURN QUERY SELECT f.index, f.result_number, f.result_seq, f.uploaded
                   FROM upload_file f WHERE f.session_id = p_session AND f.index = ANY (p_indexes) ORDER BY f.index;
END
$$;

-- The fast path: commits the one file of an upload if everything is as it nearly always is, in one round trip. A file that must
-- not be committed this way, for whatever reason, gets no row, and nothing has changed: the slow path then decides. p_names is
-- the path from folder p_folder, the file's name last; p_keys are the same names case-folded. Hashes are distinct
-- and in order, sizes go with them.
DROP FUNCTION IF EXISTS commit_file(
    uuid, uuid, uuid, text[], text[], uuid, uuid, bytea[], int[], uuid[], boolean, timestamptz);
CREATE OR REPLACE FUNCTION commit_file(
    p_namespace uuid, p_session uuid, p_folder uuid, p_names text[], p_keys text[], p_new_entry uuid, p_version uuid,
    p_hashes bytea[], p_sizes int[], p_readable uuid[], p_answer_all boolean, p_now timestamptz)
RETURNS TABLE (r_entry uuid, r_folder uuid, r_number bigint, r_path text, r_seq bigint, r_uploaded bigint, r_created_at timestamptz,
               r_updated_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
    n      namespace;
    f      record;
    old    record;
    held   bigint;
    folder uuid := p_folder;
    name   text := p_names[cardinality(p_names)];
    key    text := p_keys[cardinality(p_keys)];
    ready  bigint;
    sizes  int[];
BEGIN
    SELECT * INTO n FROM namespace WHERE id = p_namespace FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT s.reserved_bytes INTO held FROM upload_session s WHERE s.id = p_session AND s.state = 'O' FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;

    SELECT size, content_hash, base_version INTO f FROM upload_file u
     WHERE u.session_id = p_session AND u.index = 0
       AND NOT EXISTS (SELECT FROM upload_file o WHERE o.session_id = p_session AND o.index <> 0);
    IF NOT FOUND OR n.current_bytes + n.version_bytes + n.trash_bytes + f.size > n.quota_bytes THEN RETURN; END IF;

    FOR i IN 1 .. cardinality(p_keys) - 1 LOOP
        SELECT e.id INTO folder FROM entry e
         WHERE e.namespace_id = p_namespace AND e.parent_id = folder AND e.name_key = p_keys[i] AND e.deleted_at IS NULL
           AND e.type = 'D';
        IF NOT FOUND THEN RETURN; END IF;
    END LOOP;
    r_path := live_path(p_namespace, folder);
    IF r_path IS NULL THEN RETURN; END IF;
    r_path := CASE r_path WHEN '/' THEN '' ELSE r_path END || '/' || name;
    IF octet_length(r_path) > 4096 OR length(r_path) - length(replace(r_path, '/', '')) > 256 THEN RETURN; END IF;

    SELECT e.id, e.version, e.type, e.content_hash, e.name, e.created_at INTO old FROM entry e
     WHERE e.namespace_id = p_namespace AND e.parent_id = folder AND e.name_key = key AND e.deleted_at IS NULL;
    IF FOUND AND (old.type <> 'F' OR old.version IS DISTINCT FROM f.base_version OR old.content_hash = f.content_hash
            OR old.name <> name) THEN
        RETURN;
    END IF;

    WITH locked AS MATERIALIZED (
        SELECT b.hash, b.state, b.size FROM block b
         WHERE b.domain = 0 AND b.hash = ANY (p_hashes) ORDER BY b.hash FOR SHARE
    )
    SELECT count(*), array_agg(l.size ORDER BY l.hash) INTO ready, sizes
      FROM locked l
     WHERE l.state = 'L'
       AND (p_answer_all
            OR EXISTS (SELECT FROM namespace_block nb WHERE nb.namespace_id = ANY (p_readable) AND nb.hash = l.hash)
            OR EXISTS (SELECT FROM upload_ticket t
                        WHERE t.session_id = p_session AND t.hash = l.hash AND t.state IN ('F', 'D')));
    IF ready <> cardinality(p_hashes) OR coalesce(sizes, '{}') <> p_sizes THEN RETURN; END IF;

    r_entry := coalesce(old.id, p_new_entry);
    r_folder := folder;
    r_created_at := coalesce(old.created_at, p_now);
    r_updated_at := p_now;
    SELECT w.r_number, w.r_seq, w.r_uploaded INTO r_number, r_seq, r_uploaded
      FROM write_version(p_namespace, p_session, 0, r_entry, p_version, folder, name, key, r_path, p_hashes, 'C', NULL,
                         p_now) w;
    UPDATE upload_session SET state = 'C' WHERE id = p_session;
    IF held > 0 THEN
        INSERT INTO upload_return (namespace_id, bytes) VALUES (p_namespace, held);
    END IF;
    RETURN NEXT;
END
$$;

-- The fast path for several uploads of one file each, of any namespaces, in one transaction: each is committed, or not, as if it were
-- alone. Arrays go together by place; the names, blocks and readable namespaces of all follow each other, with counts that say whose
-- is what. All locks of a kind are taken before the first of the next kind, in the order of their keys. A namespace that somebody else
-- keeps locked is left out, so that a slow commit to it does not hold up the others: its files get a row without an entry and are to
-- be committed alone.
CREATE OR REPLACE FUNCTION commit_files(
    p_namespaces uuid[], p_sessions uuid[], p_folders uuid[], p_name_counts int[], p_names text[], p_keys text[], p_new_entries uuid[],
    p_versions uuid[], p_block_counts int[], p_hashes bytea[], p_sizes int[], p_readable_counts int[], p_readable uuid[],
    p_answer_all boolean, p_now timestamptz)
RETURNS TABLE (r_place int, r_entry uuid, r_folder uuid, r_number bigint, r_path text, r_seq bigint, r_uploaded bigint,
               r_created_at timestamptz, r_updated_at timestamptz)
LANGUAGE plpgsql SET lock_timeout = '20ms' AS $$
DECLARE
    held            uuid[];
    busy            uuid;
    names_before    int := 0;
    blocks_before   int := 0;
    readable_before int := 0;
BEGIN
    SELECT coalesce(array_agg(l.id), '{}') INTO held
      FROM (SELECT n.id FROM namespace n WHERE n.id = ANY (p_namespaces) ORDER BY n.id FOR UPDATE SKIP LOCKED) l;
    -- Most who lock it have done with it at once.
    FOR busy IN SELECT DISTINCT b.id FROM unnest(p_namespaces) b (id) WHERE b.id <> ALL (held) ORDER BY 1 LOOP
        BEGIN
            PERFORM FROM namespace n WHERE n.id = busy FOR UPDATE;
            held := held || busy;
        EXCEPTION WHEN lock_not_available THEN
            NULL;
        END;
    END LOOP;
    PERFORM FROM upload_session s WHERE s.id = ANY (p_sessions) AND s.namespace_id = ANY (held) ORDER BY s.id FOR UPDATE;
    PERFORM FROM block b WHERE b.domain = 0 AND b.hash = ANY (p_hashes) ORDER BY b.hash FOR SHARE;

    FOR i IN 1 .. cardinality(p_sessions) LOOP
        IF p_namespaces[i] = ANY (held) THEN
            SELECT i, c.* INTO r_place, r_entry, r_folder, r_number, r_path, r_seq, r_uploaded, r_created_at, r_updated_at
              FROM commit_file(
                    p_namespaces[i], p_sessions[i], p_folders[i],
                    p_names[names_before + 1 : names_before + p_name_counts[i]],
                    p_keys[names_before + 1 : names_before + p_name_counts[i]],
                    p_new_entries[i], p_versions[i],
                    p_hashes[blocks_before + 1 : blocks_before + p_block_counts[i]],
                    p_sizes[blocks_before + 1 : blocks_before + p_block_counts[i]],
                    p_readable[readable_before + 1 : readable_before + p_readable_counts[i]],
                    p_answer_all, p_now) c;
            IF FOUND THEN RETURN NEXT; END IF;
        ELSE
            r_place := i;
            r_entry := NULL;
            RETURN NEXT;
        END IF;
        names_before := names_before + p_name_counts[i];
        blocks_before := blocks_before + p_block_counts[i];
        readable_before := readable_before + p_readable_counts[i];
    END LOOP;
END
$$;
