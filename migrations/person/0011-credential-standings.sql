-- What the register of keys was asked to enter of how each passkey stands: its level, and whether anything is signed with
-- it. The first is its binding's.
CREATE TABLE credential_standings (
  passkey TEXT NOT NULL REFERENCES passkeys (id),
  seq INTEGER NOT NULL,
  level TEXT NOT NULL,
  signing TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (passkey, seq)
) STRICT, WITHOUT ROWID;

-- Those that were entered before say so.
INSERT INTO credential_standings
  SELECT passkey, 0, 'substantial', 'open', asked_at FROM credential_acts WHERE act = 'bind';
