-- Messages that wait for a time, with the events from which they are planned again when the time has come. Only what waits
-- has a row. Personal data: the event, until the message is sent or has ended;
-- erasing a person does not reach it before.
create table deferred (
  notification_id uuid        primary key,
  -- When it may be sent, or expires.
  due_at          timestamptz not null,
  -- When it is released next: when it is due, or, after a release, when the lease of that one ends.
  release_at      timestamptz not null,
  batch_id        uuid,
  -- The number of the last release; 0 = never released.
  release         integer     not null default 0,
  -- The number of the last release that has no effect any more, because the message was deferred again since.
  planned         integer     not null default 0,
  -- How many releases since then could not be planned.
  failures        smallint    not null default 0,
  -- The number of the last one that is counted there.
  failed_release  integer     not null default 0,
  tenant          text        not null,
  lane            text        not null,
  route           text        not null,
  reason          text        not null,
  -- Key and value of the record on notifier.events, with the version of the template for which the text was planned.
  record_key      bytea,
  record_value    bytea       not null
) with (
  fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000
);

-- What is due, lane by lane. A row that was released is not among those until its lease ends, so none is read in vain.
create index deferred_release_at on deferred (lane, release_at);
-- For how long the oldest has been due.
create index deferred_due_at on deferred (due_at);
