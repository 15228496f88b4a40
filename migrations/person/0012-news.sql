-- What registers have said of this person, beyond what their records hold: heard once, it holds for good.
CREATE TABLE news (
  means TEXT NOT NULL,
  record TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (means, record)
) STRICT, WITHOUT ROWID;
