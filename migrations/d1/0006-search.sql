-- Search in both alphabets. What was here was written by the words as they stood: `npx izvor rebuild` makes it anew.
DROP TABLE words;

-- rowid = snapshots.n. body: folded words; tokens: the register and single values; past: both of them, as they were once.
-- Words are looked for in a column, never beside each other; beginnings of three to five letters are found as whole words.
CREATE VIRTUAL TABLE words USING fts5 (
  body, tokens, past,
  tokenize = 'unicode61 remove_diacritics 0', detail = 'column', columnsize = 0, prefix = '3 4 5'
);

-- What a record is called, folded: what begins with it is found in the order of the alphabet.
ALTER TABLE snapshots ADD COLUMN called TEXT NOT NULL DEFAULT '';
CREATE INDEX snapshots_by_name ON snapshots (register, called, n);

-- How many records have a value: kept as they come and go.
CREATE TABLE facets (
  token TEXT PRIMARY KEY,
  register TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX facets_by_field ON facets (register, field, records);
