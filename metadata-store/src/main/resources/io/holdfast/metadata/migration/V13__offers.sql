-- Clients may write the object of a ticket themselves, by a presigned request: until then it may begin, and nobody but the client knows
-- whether it has. Empty for tickets whose object the server writes, and once somebody has looked what became of the offer.
ALTER TABLE upload_ticket ADD COLUMN offered_until timestamptz;
CREATE INDEX upload_ticket_offered ON upload_ticket (offered_until) WHERE offered_until IS NOT NULL;
