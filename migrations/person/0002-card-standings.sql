-- How the person's cards stand, as their register says: told also of cards that were never used here.
CREATE TABLE card_standings (
  issuer TEXT NOT NULL,
  serial TEXT NOT NULL,
  status TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (issuer, serial)
) STRICT, WITHOUT ROWID;

ALTER TABLE cards DROP COLUMN revoked_at;
