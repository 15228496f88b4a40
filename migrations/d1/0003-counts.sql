-- How many records each register has: kept as they come and go, so that a page need not count millions.
CREATE TABLE counts (
  register TEXT PRIMARY KEY,
  records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO counts SELECT register, count(*) FROM snapshots GROUP BY register;

CREATE TRIGGER snapshots_come AFTER INSERT ON snapshots BEGIN
  INSERT INTO counts VALUES (new.register, 1) ON CONFLICT (register) DO UPDATE SET records = records + 1;
END;

CREATE TRIGGER snapshots_go AFTER DELETE ON snapshots BEGIN
  UPDATE counts SET records = records - 1 WHERE register = old.register;
END;
