-- Fewer bytes for each message, in the tables and in the WAL; docs/adr/0028 has the measurements.
--
-- The WAL has of an updated row only what is between the first and the last byte that differ. So the columns that a
-- response or a receipt changes are next to each other: behind those of a fixed size that never change, and before the
-- texts that never change. And a mask without any segment is null, which takes no space.
--
-- PostgreSQL cannot move columns. The table gets a new definition, and its partitions, of which the columns keep their
-- order, are attached to it. No row is copied, but each is read once, because PostgreSQL checks its day.
lock table notifications in access exclusive mode;

create temporary table day_partitions on commit drop as
select c.oid::regclass::text as name, pg_get_expr(c.relpartbound, c.oid) as bounds, i.inhdetachpending as detaching
from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = 'notifications'::regclass;

-- One that an operator is detaching stays detached.
do $$
declare
  partition record;
begin
  for partition in select * from day_partitions order by name loop
    execute format(
      'alter table notifications detach partition %s%s',
      partition.name, case when partition.detaching then ' finalize' else '' end);
  end loop;
end
$$;

-- What belongs to the table besides its columns, also what an operator has added.
create temporary table kept_indexes on commit drop as
select replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition
from pg_index where indrelid = 'notifications'::regclass and not indisprimary;

create temporary table kept_grants on commit drop as
select a.privilege_type as privilege, case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee,
  case when a.is_grantable then ' with grant option' else '' end as option
from pg_class c, aclexplode(c.relacl) a where c.oid = 'notifications'::regclass;

create temporary table kept_columns on commit drop as
select a.attnum as place, a.attname as name,
  format(
    '%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    ' default ' || pg_get_expr(d.adbin, d.adrelid), case when a.attnotnull then ' not null' end) as definition
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = 'notifications'::regclass and a.attnum > 0 and not a.attisdropped;

drop table notifications;

create table notifications (
  -- Columns of a fixed size that never change, the widest before the others, so that no bytes are lost to alignment.

  -- A version 7 UUID, which increases with the planning time: inserts touch only the end of the index.
  id                   uuid        primary key,
  accepted_at          timestamptz not null,
  planned_at           timestamptz not null,
  expires_at           timestamptz,
  template_version     integer,
  -- The line in its batch.
  line                 integer,
  segments             smallint    not null default 0,
  -- Planned for a test key; nothing is submitted.
  test                 boolean     not null default false,
  -- The text is never shown, and is overwritten when the notification has ended. Also true for the category OTP.
  secret               boolean     not null default false,
  -- The first 128 bits of an HMAC over what the caller sent, without its time; null if it is unknown. Another event with
  -- the same identity and another digest is an error of the caller, which the notes name.
  body_digest          uuid,
  batch_id             uuid,
  -- The digest of the subject, which is the business key.
  subject_digest       uuid,
  -- The notification that it replaces for its recipient.
  supersedes           uuid,

  -- Columns that responses and receipts change.

  submitted_at         timestamptz,
  -- When it reached a state after which no response or receipt is expected.
  finished_at          timestamptz,
  -- When the first of its submissions was left without a response.
  unconfirmed_since    timestamptz,
  -- One bit for each segment (bit segment - 1), so that processing a response or receipt again changes nothing. Null is
  -- as zero.
  accepted_segments    bigint,
  rejected_segments    bigint,
  delivered_segments   bigint,
  failed_segments      bigint,
  unconfirmed_segments bigint,
  attempt              smallint    not null default 1,
  possible_duplicate   boolean     not null default false,
  state                text        not null,
  reason               text,
  detail               text,
  confidence           text,
  route                text,
  -- The route for which it was planned, if it failed over to another.
  first_route          text,
  -- What happened besides changes of the state: an array of objects with kind and at; normally null. At most ten notes
  -- of a kind.
  notes                jsonb,
  -- The carrier's message id of each segment, in the order of the segments.
  message_ids          text[]      not null default '{}',

  -- Texts that never change. The body comes first: only a text of more than 126 bytes is aligned, and the bytes before
  -- it that fill the gap depend on the columns above.

  body                 text,
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
  -- The source address of the template; null if it is that of the route.
  sender               text,
  encoding             text,
  -- The caller's own names for the group of the event and for its recipient.
  group_id             text,
  person_ref           text
) partition by range (id);

do $$
declare
  added text;
begin
  for added in
    select format('alter table notifications add column %s', definition) from kept_columns
    where name not in (
      select attname from pg_attribute where attrelid = 'notifications'::regclass and not attisdropped)
    order by place
  loop
    execute added;
  end loop;
  for added in
    select definition from kept_indexes
    union all select format('grant %s on notifications to %s%s', privilege, grantee, option) from kept_grants
  loop
    execute added;
  end loop;
end
$$;

-- Empty ones, such as those of the next days, are created anew at the end.
create temporary table new_days (day date) on commit drop;

do $$
declare
  partition record;
  is_empty boolean;
begin
  for partition in
    select name, right(name, 8)::date as day from day_partitions
    where not detaching and name ~ '^notifications_[0-9]{8}$' and pg_input_is_valid(right(name, 8), 'date')
  loop
    execute format('select not exists (select from %s)', partition.name) into is_empty;
    if is_empty then
      execute format('drop table %s', partition.name);
      insert into new_days values (partition.day);
      delete from day_partitions d where d.name = partition.name;
    end if;
  end loop;
end
$$;

-- A day may be being copied: the copy is attached later.
do $$
declare
  changed text;
  mask text;
begin
  for changed in
    select name from day_partitions where not detaching
    union all select 'notifications_copy' where to_regclass('notifications_copy') is not null
  loop
    foreach mask in array array['accepted', 'rejected', 'delivered', 'failed', 'unconfirmed'] loop
      execute format(
        'alter table %1$s alter column %2$I drop not null, alter column %2$I drop default', changed, mask || '_segments');
    end loop;
  end loop;
end
$$;

do $$
declare
  partition record;
begin
  for partition in select * from day_partitions where not detaching order by name loop
    execute format('alter table notifications attach partition %s %s', partition.name, partition.bounds);
  end loop;
end
$$;

-- The usual receipt is applied to its notification and writes nothing to its submission, so few rows are updated.
alter table submissions set (fillfactor = 90);

-- Whether a segment got a final receipt before some time; of a notification with several segments: all of them did.
create function has_receipt_before(notification uuid, segment smallint, before timestamptz) returns boolean
language plpgsql
as $$
begin
  return exists (
    select from notifications n
    where n.id = notification and n.finished_at < before
      and (coalesce(n.delivered_segments, 0) | coalesce(n.failed_segments, 0)) >> (segment - 1) & 1 = 1);
end
$$;

-- Creates the missing partitions of a table from one day to another, both inclusive, and returns how many it created. A
-- new table is attached, because "create table … partition of" would wait for every transaction that reads the table, and
-- stop all others meanwhile. The application may not create tables, so the function has the rights of the owner.
create or replace function create_day_partitions(parent text, first_day date, last_day date) returns integer
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
        -- A page needs room for one more version of each row: a batch updates rows with their neighbours, and the first
        -- version is free when the second update comes. Measured: with a fillfactor of 60 the day is not smaller, because
        -- a sixth of the updates moves rows to other pages and writes to each index.
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

do $$
begin
  execute format(
    'alter function create_day_partitions(text, date, date) set search_path = %I, pg_temp', current_schema());
end
$$;

select create_day_partitions('notifications', day, day) from new_days;
