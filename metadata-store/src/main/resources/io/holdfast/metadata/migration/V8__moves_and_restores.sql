-- The version whose block list a file of an upload takes up again; it becomes the new version's restored_from.
ALTER TABLE upload_file ADD COLUMN restored_from bigint;

-- Upper bounds on the paths of what is not in the trash, so that a move need not look at what lies below to keep the limits of
-- paths: bytes of UTF-8, and names. They never shrink.
ALTER TABLE namespace ADD COLUMN longest_path int NOT NULL DEFAULT 1;
ALTER TABLE namespace ADD COLUMN deepest_path int NOT NULL DEFAULT 0;

UPDATE namespace n
   SET longest_path = paths.bytes, deepest_path = paths.depth
  FROM (WITH RECURSIVE down (namespace_id, id, bytes, depth) AS (
            SELECT namespace_id, id, 1, 0 FROM entry WHERE parent_id IS NULL
            UNION ALL
            SELECT e.namespace_id, e.id, down.bytes + 1 + octet_length(e.name), down.depth + 1
              FROM down JOIN entry e ON e.namespace_id = down.namespace_id AND e.parent_id = down.id)
        SELECT namespace_id, max(bytes) AS bytes, max(depth) AS depth FROM down GROUP BY namespace_id) paths
 WHERE paths.namespace_id = n.id;
