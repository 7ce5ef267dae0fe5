-- Small blocks lie in packs: object_gen of a block is the generation of the pack then, "offset" and stored_size its slice.

-- What an intent permits: S to delete an object of one block; L nothing by itself, it marks a slice of a pack as dead; P to delete a
-- pack. A dead slice is done when its pack is.
ALTER TABLE delete_intent DROP CONSTRAINT delete_intent_kind_check;
ALTER TABLE delete_intent ADD CONSTRAINT delete_intent_kind_check CHECK (kind IN ('S', 'L', 'P'));
ALTER TABLE delete_intent ADD COLUMN pack bigint;                -- of a slice: where it lies
CREATE INDEX delete_intent_pack ON delete_intent (pack) WHERE pack IS NOT NULL AND done_at IS NULL;

-- Whether any row points into a pack is asked before the pack may go.
CREATE INDEX block_pack ON block (object_gen) WHERE object_gen <> gen;
