-- The imports of one register: each as it stands, with where its work goes on.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  begun_at INTEGER NOT NULL,
  import TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parts (
  import TEXT NOT NULL,
  n INTEGER NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (import, n)
) STRICT, WITHOUT ROWID;

-- What the rows of a file claim for themselves: their record, and values that no other may have; by the first row that did.
CREATE TABLE seen (
  import TEXT NOT NULL,
  what TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (import, what)
) STRICT, WITHOUT ROWID;

-- Pages of the report of bad rows, which the store holds: by the first row of the page.
CREATE TABLE reports (
  import TEXT NOT NULL,
  row INTEGER NOT NULL,
  bad INTEGER NOT NULL,
  PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;
