-- Challenges of logins that began a session, until nobody could answer them any more: none begins a second.
CREATE TABLE used_challenges (
  value TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
