-- The root that vouched for the model of the device (hex SHA-256), where one of the configuration did when it was bound.
ALTER TABLE passkeys ADD COLUMN attested TEXT;
