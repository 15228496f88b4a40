-- What officials at a counter vouched for, and the ticket that was handed out for it.
CREATE TABLE vouchers (
  record TEXT PRIMARY KEY,
  voucher TEXT NOT NULL,
  ticket TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  visitor TEXT,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
