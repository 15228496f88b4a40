-- What waits for a second official. Nothing personal, and never the truth: records tell it again each day.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  register TEXT NOT NULL,
  record TEXT NOT NULL,
  act TEXT NOT NULL,
  state TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX proposals_by_act ON proposals (act, state, at);
