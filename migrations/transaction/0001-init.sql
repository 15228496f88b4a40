-- Acts on several records that this object coordinates; `main` names the record whose act it is, `request` is a hash.
CREATE TABLE transactions (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  main TEXT NOT NULL,
  phase TEXT NOT NULL,
  state TEXT NOT NULL,
  failures INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX transactions_by_key ON transactions (key);
