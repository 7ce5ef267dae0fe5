-- Takes room for an upload: p_bytes more than it held before. Answers whether they fit, and the figures that say so: they are of one
-- moment, so an upload that ends meanwhile is counted as held or as used, never twice and never not at all. The row of the room stays
-- locked until the transaction ends, so of two uploads of which only one fits the second sees the first.
CREATE OR REPLACE FUNCTION take_room(p_namespace uuid, p_bytes bigint)
RETURNS TABLE (r_fits boolean, r_quota bigint, r_used bigint, r_reserved bigint)
LANGUAGE plpgsql AS $$
DECLARE
    held bigint;
    back bigint;
BEGIN
    LOOP
        SELECT r.reserved_bytes INTO held FROM upload_room r WHERE r.namespace_id = p_namespace FOR UPDATE;
        EXIT WHEN FOUND;
        INSERT INTO upload_room (namespace_id, reserved_bytes) VALUES (p_namespace, 0) ON CONFLICT DO NOTHING;
    END LOOP;

    SELECT n.quota_bytes, n.current_bytes + n.version_bytes + n.trash_bytes,
           held - (SELECT coalesce(sum(u.bytes), 0) FROM upload_return u WHERE u.namespace_id = p_namespace)
      INTO STRICT r_quota, r_used, r_reserved
      FROM namespace n WHERE n.id = p_namespace;
    r_fits := p_bytes <= r_quota - r_used - r_reserved;
    IF r_fits THEN
        WITH gone AS (DELETE FROM upload_return u WHERE u.namespace_id = p_namespace RETURNING u.bytes)
        SELECT coalesce(sum(g.bytes), 0) INTO back FROM gone g;
        UPDATE upload_room r SET reserved_bytes = held - back + p_bytes WHERE r.namespace_id = p_namespace;
    END IF;
    RETURN NEXT;
END
$$;
