-- Lines of a paused batch are held by their batch, so that no query reads them while it is paused; docs/adr/0064.

-- When it is released also while its batch is paused, because it ends then: when it expires, or was cancelled. Never before release_at.
alter table deferred add column ends_at timestamptz not null default 'infinity';

update deferred d set ends_at = greatest(n.expires_at, d.release_at)
from notifications n
where n.id = d.notification_id and d.batch_id is not null and n.expires_at is not null;

drop index deferred_release_at;
drop index deferred_due_at;

-- What is due, lane by lane and batch by batch. A row that was released is not among those until its lease ends.
create index deferred_release_at on deferred (lane, release_at) where batch_id is null;
create index deferred_batch_release_at on deferred (lane, batch_id, release_at) where batch_id is not null;
create index deferred_ends_at on deferred (lane, ends_at) where batch_id is not null;
-- For how long the oldest has been due.
create index deferred_due_at on deferred (lane, due_at) where batch_id is null;
create index deferred_batch_due_at on deferred (lane, batch_id, due_at) where batch_id is not null;
