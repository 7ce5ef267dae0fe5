-- The place of a token in the rotations of its family: tells whether a successor of a refresh token was used. revoked_at of a
-- token now means that its pair was replaced because the answer that carried it was lost; a log-in ends with its device.
ALTER TABLE token ADD COLUMN step bigint NOT NULL DEFAULT 0;
UPDATE device d SET revoked_at = t.revoked_at FROM (SELECT device_id, max(revoked_at) AS revoked_at FROM token GROUP BY device_id) t
 WHERE t.device_id = d.id AND t.revoked_at IS NOT NULL AND d.revoked_at IS NULL;
