-- The officials' work queue: which cases wait, and until when. Nothing personal, and never the truth.
CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  status TEXT NOT NULL,
  seq INTEGER NOT NULL,
  submitted_at INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_desk ON cases (service, status, due_on, id);
