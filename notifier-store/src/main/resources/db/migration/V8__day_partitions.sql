-- Notifications and event digests in partitions of one day each (UTC), so that old days are removed by dropping their
-- table. The ids of notifications come from PostgreSQL's uuidv7(): one clock for ids, partitions and sweeps.
--
-- There are no default partitions: rows in one would prevent that a partition is attached for their day, and hide that
-- one is missing.

alter table notifications rename to notifications_before;
alter index notifications_pkey rename to notifications_before_pkey;
alter index notifications_unconfirmed rename to notifications_before_unconfirmed;
alter index notifications_unconfirmed_phone rename to notifications_before_unconfirmed_phone;

-- The columns of a fixed size come first, the widest before the others, so that no bytes are lost to alignment.
create table notifications (
  -- A version 7 UUID, which increases with the planning time: inserts touch only the end of the index.
  id                   uuid        primary key,
  accepted_at          timestamptz not null,
  planned_at           timestamptz not null,
  expires_at           timestamptz,
  submitted_at         timestamptz,
  -- When it reached a state after which no response or receipt is expected.
  finished_at          timestamptz,
  -- When the first of its submissions was left without a response.
  unconfirmed_since    timestamptz,
  -- One bit for each segment (bit segment - 1), so that processing a response or receipt again changes nothing.
  accepted_segments    bigint      not null default 0,
  rejected_segments    bigint      not null default 0,
  delivered_segments   bigint      not null default 0,
  failed_segments      bigint      not null default 0,
  unconfirmed_segments bigint      not null default 0,
  template_version     integer,
  -- The line in its batch.
  line                 integer,
  segments             smallint    not null default 0,
  attempt              smallint    not null default 1,
  possible_duplicate   boolean     not null default false,
  -- Planned for a test key; nothing is submitted.
  test                 boolean     not null default false,
  -- The first 128 bits of an HMAC over what the caller sent, without its time; null if it is unknown. Another event with
  -- the same identity and another digest is an error of the caller, which the notes name.
  body_digest          uuid,
  batch_id             uuid,
  -- The digest of the subject, which is the business key.
  subject_digest       uuid,
  -- The notification that it replaces for its recipient.
  supersedes           uuid,
  tenant               text        not null,
  source               text        not null,
  event_id             text        not null,
  type                 text        not null,
  lane                 text        not null,
  -- Null if the event could not be read and is in the quarantine.
  category             text,
  -- In E.164 format; null if the number was rejected.
  phone                text,
  template_id          text,
  locale               text,
  route                text,
  -- The route for which it was planned, if it failed over to another.
  first_route          text,
  -- The source address of the template; null if it is that of the route.
  sender               text,
  encoding             text,
  body                 text,
  state                text        not null,
  reason               text,
  detail               text,
  confidence           text,
  -- The caller's own names for the group of the event and for its recipient.
  group_id             text,
  person_ref           text,
  -- The carrier's message id of each segment, in the order of the segments.
  message_ids          text[]      not null default '{}',
  -- What happened besides changes of the state: an array of objects with kind and at; normally null. At most ten notes
  -- of a kind.
  notes                jsonb
) partition by range (id);

-- Notifications with unconfirmed segments, and others to which an unmatched receipt may belong. It has few rows.
create index notifications_unconfirmed on notifications (id) where unconfirmed_segments <> 0 or possible_duplicate;

-- To find the unconfirmed notifications of a recipient's number.
create index notifications_unconfirmed_phone on notifications (phone)
  where unconfirmed_segments <> 0 or possible_duplicate;

-- The lowest version 7 UUID of a day (UTC). RFC 9562, 5.7: it begins with 48 bits of milliseconds since 1970.
create function lowest_id(day date) returns uuid
language sql immutable strict parallel safe
return (lpad(to_hex((day - date '1970-01-01')::bigint * 86400000), 12, '0') || repeat('0', 20))::uuid;

-- Every role may call the functions below, which have the rights of the owner. So that they give no one more rights over
-- rows than before, they check that the caller, who is not the current user meanwhile, has a privilege on the table.
create function check_day_partitions(parent text, privilege text) returns void
language plpgsql
as $$
declare
  caller name := case current_setting('role') when 'none' then session_user::text else current_setting('role') end;
begin
  if parent is null or parent not in ('notifications', 'event_digests') then
    raise exception '% has no day partitions', parent;
  end if;
  if not has_table_privilege(caller, parent, privilege) then
    raise exception 'permission denied for the partitions of %', parent using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Creates the missing partitions of a table from one day to another, both inclusive, and returns how many it created. A
-- new table is attached, because "create table … partition of" would wait for every transaction that reads the table, and
-- stop all others meanwhile. The application may not create tables, so the function has the rights of the owner.
create function create_day_partitions(parent text, first_day date, last_day date) returns integer
language plpgsql security definer
as $$
declare
  day date;
  partition_name text;
  existing regclass;
  settings text;
  bounds text;
  created integer := 0;
begin
  perform check_day_partitions(parent, 'insert');
  if last_day - first_day > 3660 then
    raise exception 'At most ten years of partitions are created at a time';
  end if;
  -- Two programs may do this at the same time.
  perform pg_advisory_xact_lock(1852797033, 100);
  -- A series of dates would be one of times in the session's time zone, where a day may begin at 1 o'clock.
  for day in select first_day + n from generate_series(0, last_day - first_day) n loop
    partition_name := parent || '_' || to_char(day, 'YYYYMMDD');
    existing := to_regclass(quote_ident(partition_name));
    if existing is not null then
      if not exists (
        select from pg_inherits
        where inhrelid = existing and inhparent = to_regclass(parent) and not inhdetachpending)
      then
        raise exception 'The table % exists, but is no partition of %. Attach, rename or drop it', existing, parent
          using errcode = 'object_not_in_prerequisite_state';
      end if;
      continue;
    end if;
    case parent
      when 'notifications' then
        -- Each row is updated twice soon after its insert, in one transaction with its neighbours, so PostgreSQL cannot
        -- free space in between. The updates stay on their pages (HOT) and touch no index only if each page has room
        -- for the next version of every row. Measured: all updates are HOT, the table with its index is a fifth smaller
        -- than with a fillfactor of 70, and PostgreSQL uses a sixth less CPU time.
        --
        -- The size of a partition changes within minutes after midnight, and with it the best plan, so it is analyzed
        -- early. A day of two million rows is vacuumed after 100,000 dead ones.
        settings := 'fillfactor = 45, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05';
        bounds := format('from (%L) to (%L)', lowest_id(day), lowest_id(day + 1));
      when 'event_digests' then
        settings := 'autovacuum_analyze_scale_factor = 0.02';
        bounds := format('from (%L) to (%L)', day, day + 1);
    end case;
    execute format(
      'create table %I (like %I including defaults including constraints including indexes) with (%s)',
      partition_name, parent, settings);
    execute format('alter table %I attach partition %I for values %s', parent, partition_name, bounds);
    created := created + 1;
  end loop;
  return created;
end
$$;

-- Drops the oldest partition of a table if its day is before a given one, and returns its day, or null if there is none.
-- Waits at most a second for transactions that use the table, because all others wait meanwhile; then it fails and can be
-- repeated.
create function drop_day_partition(parent text, before date) returns date
language plpgsql security definer set lock_timeout = '1s'
as $$
declare
  oldest text;
  day date;
begin
  perform check_day_partitions(parent, 'delete');
  if before > (clock_timestamp() at time zone 'UTC')::date - 7 then
    raise exception 'The last seven days are never dropped';
  end if;
  select min(c.relname) into oldest
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = to_regclass(quote_ident(parent));
  day := to_date(right(oldest, 8), 'YYYYMMDD');
  if day is null or day >= before then
    return null;
  end if;
  execute format('drop table %I', oldest);
  return day;
end
$$;

-- Names mean the tables of this schema, and never those that a caller has put before them in his own search path. Without
-- its name, the schema of temporary tables would come first.
do $$
begin
  execute format(
    'alter function create_day_partitions(text, date, date) set search_path = %I, pg_temp', current_schema());
  execute format('alter function drop_day_partition(text, date) set search_path = %I, pg_temp', current_schema());
end
$$;

-- The days that have rows, and two weeks ahead.
do $$
declare
  next_id uuid := '00000000-0000-0000-0000-000000000000';
  day date;
begin
  loop
    select id into next_id from notifications_before where id >= next_id order by id limit 1;
    exit when next_id is null;
    day := date '1970-01-01' + (('x' || substr(replace(next_id::text, '-', ''), 1, 12))::bit(48)::bigint / 86400000)::integer;
    perform create_day_partitions('notifications', day, day);
    next_id := lowest_id(day + 1);
  end loop;
  day := (clock_timestamp() at time zone 'UTC')::date;
  perform create_day_partitions('notifications', day - 1, day + 14);
end
$$;

insert into notifications
  (id, accepted_at, planned_at, expires_at, submitted_at, finished_at, unconfirmed_since, accepted_segments,
   rejected_segments, delivered_segments, failed_segments, unconfirmed_segments, template_version, segments, attempt,
   possible_duplicate, body_digest, tenant, source, event_id, type, lane, category, phone, template_id, locale, route,
   first_route, sender, encoding, body, state, reason, detail, confidence, message_ids, notes)
select id, accepted_at, planned_at, expires_at, submitted_at, finished_at, unconfirmed_since, accepted_segments,
  rejected_segments, delivered_segments, failed_segments, unconfirmed_segments, template_version, segments, attempt,
  possible_duplicate, body_digest, tenant, source, event_id, type, lane, category, phone, template_id, locale, route,
  first_route, sender, encoding, body, state, reason, detail, confidence, message_ids, notes
from notifications_before order by id;

alter table event_digests rename to event_digests_before;
alter index event_digests_pkey rename to event_digests_before_pkey;

-- The digests of the planned events; they detect duplicates. An event has a row for the day of its own time and one for
-- the day on which it was planned; usually that is the same row. So a copy with the same time is found as long as
-- partitions are kept (90 days), and a copy with another time if its planning probes the day on which the first one was
-- planned (three days). Both rows name the same notification.
create table event_digests (
  -- The first 128 bits of SHA-256 over tenant, source and event id.
  digest          uuid    not null,
  notification_id uuid    not null,
  -- The position of the event on Kafka. The same position again is a replay; another position is a duplicate.
  topic_id        uuid    not null,
  topic_offset    bigint  not null,
  topic_partition integer not null,
  -- In UTC.
  day             date    not null,
  primary key (digest, day)
) partition by range (day);

do $$
declare
  next_day date;
  today date := (clock_timestamp() at time zone 'UTC')::date;
begin
  for next_day in select distinct (seen_at at time zone 'UTC')::date from event_digests_before loop
    perform create_day_partitions('event_digests', next_day, next_day);
  end loop;
  perform create_day_partitions('event_digests', today - 3, today + 14);
end
$$;

-- The own time of these events is not known.
insert into event_digests (digest, notification_id, topic_id, topic_offset, topic_partition, day)
select digest, notification_id, topic_id, topic_offset, topic_partition, (seen_at at time zone 'UTC')::date
from event_digests_before order by seen_at;

-- What was granted on a table does not belong to the new one. Default privileges, if there are any, do.
do $$
declare
  granted record;
begin
  for granted in
    select regexp_replace(c.relname, '_before$', '') as table_name, a.privilege_type,
      case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee,
      case when a.is_grantable then ' with grant option' else '' end as option
    from pg_class c, aclexplode(c.relacl) a
    where c.oid in ('notifications_before'::regclass, 'event_digests_before'::regclass)
  loop
    execute format(
      'grant %s on %I to %s%s', granted.privilege_type, granted.table_name, granted.grantee, granted.option);
  end loop;
end
$$;

drop table notifications_before;
drop table event_digests_before;
