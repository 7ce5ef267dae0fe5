-- Where an entry was right after a change: a path alone does not say so, for the folders in it have names and places that change.
-- Null where clients never see the change: a purge.
ALTER TABLE journal
    ADD COLUMN parent_id uuid,
    ADD COLUMN name      text,
    ADD COLUMN brought   uuid[];                             -- what came back with a restored folder

-- What was written before is told with the place of today: right after the last change of each entry, early before it.
UPDATE journal j SET parent_id = e.parent_id, name = e.name
  FROM entry e WHERE e.namespace_id = j.namespace_id AND e.id = j.entry_id AND j.action <> 'purged';
UPDATE journal j
   SET brought = ARRAY(
        WITH RECURSIVE down (id) AS (
            SELECT e.id FROM entry e
             WHERE e.namespace_id = j.namespace_id AND e.parent_id = j.entry_id AND e.deleted_at IS NULL
            UNION ALL
            SELECT e.id FROM down
              JOIN entry e ON e.namespace_id = j.namespace_id AND e.parent_id = down.id AND e.deleted_at IS NULL)
        SELECT id FROM down)
 WHERE j.action = 'restored' AND j.type = 'D';
