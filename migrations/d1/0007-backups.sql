-- The last backups, and the last of them that a restore was tested of, whatever else there is.
CREATE INDEX backups_by_time ON snapshots (open->>'takenAt') WHERE register = 'backups';
CREATE INDEX backups_by_test ON snapshots (open->>'testedAt') WHERE register = 'backups' AND open->>'testedAt' IS NOT NULL;
