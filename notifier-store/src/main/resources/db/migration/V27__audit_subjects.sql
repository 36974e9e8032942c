-- Rows of audit_subjects that no row of the audit names any more are deleted, the oldest first.
create index audit_subjects_created on audit_subjects (created_at, digest);
