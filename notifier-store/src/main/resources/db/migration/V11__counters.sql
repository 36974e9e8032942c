-- Counters of notifications: how many are in a state now, by what they have in common. They are exact, are read instead
-- of counting rows, contain no personal data, and stay when the notifications are deleted.

-- The hour (UTC) of a notification's id, which is the time in its first 48 bits. Only ids that are no version 7 UUIDs
-- need the second way. Not strict: then PostgreSQL could not put it into the statements that use it.
create function hour_of(id uuid) returns timestamptz
language sql immutable parallel safe
return date_bin(
  interval '1 hour',
  coalesce(
    uuid_extract_timestamp(id),
    to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)),
  timestamptz '1970-01-01 00:00:00Z');

-- An empty text is a value that the notifications do not have. Values are cut to the lengths of the writers, so that any
-- key fits into the index.
create table counters (
  hour     timestamptz not null,
  -- How many notifications there are, and their segments. Zero after all of them have changed.
  number   bigint      not null,
  segments bigint      not null,
  tenant   text        not null,
  type     text        not null,
  template text        not null,
  route    text        not null,
  lane     text        not null,
  state    text        not null,
  reason   text        not null,
  primary key (hour, tenant, type, template, route, lane, state, reason)
) with (
  -- The rows of the current hours change each second, and touch no index if their page has room (HOT).
  fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
);

-- The same for the notifications of one batch, or of one group of a tenant; one of both is null.
create table batch_counters (
  batch_id   uuid,
  number     bigint      not null,
  segments   bigint      not null,
  -- When a change was last added, for the deletion.
  changed_at timestamptz not null,
  tenant     text        not null,
  group_id   text,
  state      text        not null,
  reason     text        not null,
  check ((batch_id is null) <> (group_id is null)),
  unique nulls not distinct (tenant, batch_id, group_id, state, reason)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- What transactions have changed and what is not yet added to the counters. Rows are only inserted, so no transaction
-- waits for another, and deleted when they are added.
create table counter_deltas (
  -- Drawn by a transaction after it has changed a notification; see counter_folds.
  id       bigint      not null generated always as identity,
  at       timestamptz not null default now(),
  hour     timestamptz not null,
  batch_id uuid,
  number   bigint      not null,
  segments bigint      not null,
  tenant   text        not null,
  type     text        not null,
  template text        not null,
  route    text        not null,
  lane     text        not null,
  state    text        not null,
  reason   text        not null,
  group_id text
) with (
  -- All rows are deleted within seconds. The space is kept: giving it back would stop writers for a moment.
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 50000, vacuum_truncate = false
);

-- Not unique: nothing has to be checked.
create index counter_deltas_id on counter_deltas (id);

-- Up to which id all deltas are added, in one row. Reading begins there, and not at the remains of deleted rows, which
-- nothing removes while a transaction such as that of a backup stays open for hours.
--
-- Ids are not committed in their order. So a second number becomes the first only when no transaction can add an id up to
-- it: when all have ended that began before one which began after that number had been seen.
create table counter_folds (
  singleton   boolean primary key default true check (singleton),
  added_until bigint  not null default 0,
  next_until  bigint,
  next_after  xid8,
  check ((next_until is null) = (next_after is null))
) with (fillfactor = 50);

insert into counter_folds default values;

-- The notifications that exist. Nothing is written meanwhile; programs of an earlier release must not write later.
lock table notifications in share row exclusive mode;

insert into counters (hour, tenant, type, template, route, lane, state, reason, number, segments)
select hour_of(id), left(tenant, 64), left(type, 100), left(coalesce(template_id, ''), 100), left(coalesce(route, ''), 64),
  left(lane, 16), left(state, 16), left(coalesce(reason, ''), 64), count(*), sum(segments)
from notifications group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8;

insert into batch_counters (tenant, batch_id, group_id, state, reason, number, segments, changed_at)
select left(tenant, 64), batch_id, group_id, left(state, 16), left(coalesce(reason, ''), 64), count(*), sum(segments), now()
from (
  select tenant, batch_id, null as group_id, state, reason, segments from notifications where batch_id is not null
  union all
  select tenant, null, left(group_id, 64), state, reason, segments from notifications where group_id is not null) n
group by 1, 2, 3, 4, 5;
