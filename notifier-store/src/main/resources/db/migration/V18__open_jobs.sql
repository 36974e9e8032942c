-- Jobs can be found behind millions of open ones: the oldest that is due of each kind, and the newest of a list.

create index jobs_open_due on jobs (kind, due_at) where state in ('waiting', 'running');

create index jobs_open_id on jobs (id) where state in ('waiting', 'running');
