-- Lines of a paused batch are held by their batch, so that no query reads them while it is paused, and groups end although a
-- message has no response; docs/adr/0064.

-- When it is released also while its batch is paused, because it ends then: when it expires, or was cancelled.
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

-- Since when all of a group that has not ended has no response. Such messages end some days later.
alter table notification_groups add column unconfirmed_since timestamptz;
-- How many of these there were at the last look; the time begins again when there are more.
alter table notification_groups add column unconfirmed bigint not null default 0;
create index notification_groups_unconfirmed on notification_groups (unconfirmed_since) where unconfirmed_since is not null;
-- Groups that wait only for these are looked at once.
update notification_groups set changed = true where expected is not null and completed_at is null;
