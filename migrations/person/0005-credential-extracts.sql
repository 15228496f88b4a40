-- The extract that shows a binding to whoever gets a signature. What was asked before comes again, with its extract.
ALTER TABLE credential_acts ADD COLUMN extract TEXT;
DELETE FROM credential_acts WHERE act = 'bind';
