-- What a person still has to bring about elsewhere.
CREATE TABLE outbox (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  effect TEXT NOT NULL,
  failures INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;

-- What the register of keys was asked to enter of each passkey, and its answer, once there is one.
CREATE TABLE credential_acts (
  passkey TEXT NOT NULL REFERENCES passkeys (id),
  act TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answer TEXT,
  PRIMARY KEY (passkey, act)
) STRICT, WITHOUT ROWID;
