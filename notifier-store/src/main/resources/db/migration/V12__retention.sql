-- Notifications are kept as long as their event types say. A day is dropped when all of its types are over. Before that,
-- the day is rewritten: the rows that are kept are copied, some pages at a time, into a new table, which then takes the
-- place of the old one.

-- What the job does next, without personal data; null if it does not say.
alter table jobs add column note text;

-- The first run removes what earlier releases have kept. It waits a day, so that the retention of every event type is known
-- and operators can change it. An empty database needs no delay.
insert into jobs (kind, periodic, created_by, next_run_at, due_at)
select 'retention', true, 'system', now() + interval '1 day', now() + interval '1 day'
where exists (select from notifications) or exists (select from event_digests)
on conflict (kind) where periodic do nothing;

-- The shipped event types of cases keep their notifications for 730 days. The api gives them this retention only if no
-- operator has changed them; without it, notifications of two years would be gone after the first run.
with next as (
  select t.name, t.version + 1 as version, t.seed_digest,
    (
      select json_object_agg(
        f.key, case f.key when 'version' then to_json(t.version + 1) else f.value end order by f.place)
      from (
        select e.key, e.value, e.place from json_each(t.spec) with ordinality e (key, value, place)
        where e.key <> 'retention'
        union all select 'retention', to_json('PT17520H'::text), null) f) as spec
  from event_types t
  where t.name in ('case.decided', 'case.delayed', 'case.incomplete', 'case.received')
    and t.spec->>'retention' is null),
changed as (
  update event_types t set version = n.version, spec = n.spec, updated_at = now()
  from next n where t.name = n.name
  returning t.name, t.version, t.seed_digest, t.spec)
insert into event_type_versions (name, version, seed_digest, spec, breaking, changed_at, changed_by)
select name, version, seed_digest, spec, false, now(), 'migration' from changed
on conflict do nothing;

-- What was kept of a day that was rewritten. No personal data.
create table notification_days (
  day       date        primary key,
  -- The event types of the rows that are kept because their retention is not over.
  types     text[]      not null,
  -- How many rows are kept only because they have not ended; one that changed while it was copied counts twice.
  open      bigint      not null,
  looked_at timestamptz not null
);

-- The notifications of the day that is being copied which have changed since. No personal data.
create table notification_changes (id uuid not null);

-- Large tables in which rows are deleted all the time.
alter table submissions set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table inbound_messages set (autovacuum_vacuum_scale_factor = 0.05);

create function note_notification_change() returns trigger
language plpgsql security definer
as $$
begin
  insert into notification_changes (id) values (coalesce(new.id, old.id));
  return null;
end
$$;

-- No one else may have a trigger that calls it.
revoke execute on function note_notification_change() from public;

-- Whether a row is kept. Either the types that are over are listed, or, if all others are, those that are not.
create function is_kept(
  type text, finished_at timestamptz, others_over boolean, listed text[], keep_open boolean) returns boolean
language sql immutable parallel safe
return (type = any(listed)) = others_over or (keep_open and finished_at is null);

-- The days that have a partition of this name. Others, which an operator has attached or is about to detach, are his.
create function partition_days(parent text) returns setof date
language sql stable
as $$
  select case when pg_input_is_valid(right(c.relname, 8), 'date') then right(c.relname, 8)::date end as day
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = to_regclass(quote_ident(parent)) and not i.inhdetachpending
    and c.relname ~ ('^' || parent || '_[0-9]{8}$') and pg_input_is_valid(right(c.relname, 8), 'date')
  order by day
$$;

create function day_partition(parent text, day date) returns text
language sql stable
return (
  select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = to_regclass(quote_ident(parent)) and not i.inhdetachpending
    and c.relname = parent || '_' || to_char(day, 'YYYYMMDD'));

-- The table and the file that have the rows of a day; null if there is no partition. "vacuum full", "cluster" and a
-- restored dump write the rows to other pages of another file, so what was copied by pages is not complete then.
create function day_partition_file(parent text, day date) returns text
language sql
return (
  select p::oid || '/' || pg_relation_filenode(p) from to_regclass(quote_ident(day_partition(parent, day))) p);

-- The columns of a notification. They are always named, because a later migration may change the table while a day is
-- copied: then copying fails, and begins anew.
create function notification_columns() returns text
language sql stable
return (
  select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
  where attrelid = to_regclass('notifications') and attnum > 0 and not attisdropped);

-- Locks a partition and its table, so that it can be removed. Returns what another transaction uses for too long: the
-- 'partition' or the 'table'; then nothing is locked. Everyone waits for the lock of the table, at most half a second.
-- First, the partition is taken from a vacuum, for which no one else has to wait. If the worker is gone before it commits,
-- for example because its host has lost power, PostgreSQL ends the transaction after five seconds.
create function lock_day_partition(parent text, partition_name text) returns text
language plpgsql
as $$
declare
  used text;
begin
  begin
    used := 'partition';
    perform set_config('lock_timeout', '5s', true);
    execute format('lock table only %I in share update exclusive mode', partition_name);
    used := 'table';
    perform set_config('lock_timeout', '500ms', true);
    execute format('lock table only %I in access exclusive mode', parent);
    used := 'partition';
    execute format('lock table only %I in access exclusive mode nowait', partition_name);
    perform set_config('idle_in_transaction_session_timeout', '5s', true);
    return null;
  exception when lock_not_available then
    return used;
  end;
end
$$;

create function check_removed_day(parent text, day date) returns void
language plpgsql
as $$
begin
  perform check_day_partitions(parent, 'delete');
  if day is null or day >= (clock_timestamp() at time zone 'UTC')::date - 7 then
    raise exception 'The last seven days are never removed';
  end if;
end
$$;

-- Drops the partition of a day. Returns 'done', 'missing' if there is none, or what another transaction uses for too long:
-- 'partition' or 'table'.
create function drop_day(parent text, day date) returns text
language plpgsql security definer set lock_timeout = '500ms'
as $$
declare
  partition_name text;
  used text;
begin
  perform check_removed_day(parent, day);
  partition_name := day_partition(parent, day);
  if partition_name is not null then
    used := lock_day_partition(parent, partition_name);
    if used is not null then
      return used;
    end if;
    execute format('drop table %I', partition_name);
  end if;
  if parent = 'notifications' then
    delete from notification_days d where d.day = drop_day.day;
  end if;
  return case when partition_name is null then 'missing' else 'done' end;
end
$$;

-- Begins to copy the notifications of a day: what changes from now on is noted. A copy that was not finished is dropped.
-- Returns as drop_day.
create function begin_notification_copy(day date) returns text
language plpgsql security definer set lock_timeout = '500ms'
as $$
declare
  partition_name text := day_partition('notifications', day);
begin
  perform check_removed_day('notifications', day);
  if partition_name is null then
    return 'missing';
  end if;
  begin
    drop table if exists notifications_copy;
    delete from notification_changes;
    -- The constraint is that of the partition, so that attaching does not read the rows again. The rows hardly change any
    -- more, so the pages are full. No vacuum may use the table when it takes the place of the partition.
    execute format(
      'create table notifications_copy (like notifications including defaults including constraints including indexes,
         constraint notifications_copy_day check (id is not null and id >= %L and id < %L))
         with (autovacuum_analyze_scale_factor = 0.02, autovacuum_enabled = off)',
      lowest_id(day), lowest_id(day + 1));
    if not exists (
      select from pg_trigger where tgrelid = to_regclass(quote_ident(partition_name)) and tgname = 'notifications_copy')
    then
      -- Takes the partition from a vacuum first, and then waits for those who change rows of this day.
      perform set_config('lock_timeout', '5s', true);
      execute format('lock table only %I in share update exclusive mode', partition_name);
      perform set_config('lock_timeout', '500ms', true);
      execute format(
        'create trigger notifications_copy after insert or update or delete on %I
           for each row execute function note_notification_change()',
        partition_name);
    end if;
  exception when lock_not_available then
    return 'partition';
  end;
  return 'done';
end
$$;

-- Whether something is left of a copy: its table, which has numbers and texts, or the trigger of a day.
create function has_notification_copy() returns boolean
language sql
return to_regclass('notifications_copy') is not null
  or exists (select from pg_trigger where tgfoid = to_regproc('note_notification_change') and not tgisinternal);

-- Gives up a copy: drops its table, and then the trigger. Returns 'done', or 'partition' if another transaction uses the
-- partition for too long; then only the trigger is left.
create function abandon_notification_copy() returns text
language plpgsql security definer set lock_timeout = '500ms'
as $$
declare
  copied regclass;
begin
  perform check_day_partitions('notifications', 'delete');
  begin
    drop table if exists notifications_copy;
    delete from notification_changes;
  exception when lock_not_available then
    return 'partition';
  end;
  begin
    for copied in
      select tgrelid from pg_trigger where tgfoid = to_regproc('note_notification_change') and not tgisinternal
    loop
      -- As when it was created.
      perform set_config('lock_timeout', '5s', true);
      execute format('lock table only %s in share update exclusive mode', copied);
      perform set_config('lock_timeout', '500ms', true);
      execute format('drop trigger notifications_copy on %s', copied);
      perform set_config('idle_in_transaction_session_timeout', '5s', true);
    end loop;
  exception when lock_not_available then
    return 'partition';
  end;
  return 'done';
end
$$;

-- Copies the rows that are kept of some pages of a day. Copying a page again adds nothing.
create function copy_notification_pages(
  day date, first_page bigint, end_page bigint, others_over boolean, listed text[], keep_open boolean,
  out rows_read bigint, out rows_kept bigint, out rows_open bigint, out types text[])
language plpgsql security definer
as $$
declare
  partition_name text := day_partition('notifications', day);
begin
  perform check_removed_day('notifications', day);
  execute format(
    $sql$
    with copied as (
      insert into notifications_copy (%2$s)
      select %2$s from %1$I n
      where n.ctid >= format('(%%s,0)', $1)::tid and n.ctid < format('(%%s,0)', $2)::tid
        and is_kept(n.type, n.finished_at, $3, $4, $5)
      on conflict do nothing
      returning type, finished_at)
    select (
        select count(*) from %1$I n
        where n.ctid >= format('(%%s,0)', $1)::tid and n.ctid < format('(%%s,0)', $2)::tid),
      count(*),
      count(*) filter (where not is_kept(type, finished_at, $3, $4, false)),
      coalesce(array_agg(distinct type) filter (where is_kept(type, finished_at, $3, $4, false)), '{}')
    from copied
    $sql$,
    partition_name, notification_columns())
  using first_page, end_page, others_over, listed, keep_open into rows_read, rows_kept, rows_open, types;
end
$$;

-- Copies again what has changed since, at most 1,000 rows. Returns how many changes there were, and what is kept of them.
create function copy_notification_changes(
  day date, others_over boolean, listed text[], keep_open boolean,
  out changes integer, out rows_open bigint, out types text[])
language plpgsql security definer
as $$
declare
  partition_name text := day_partition('notifications', day);
  ids uuid[];
begin
  perform check_removed_day('notifications', day);
  if partition_name is null then
    changes := 0;
    rows_open := 0;
    types := '{}';
    return;
  end if;
  with taken as (
    delete from notification_changes
    where ctid = any(array(select ctid from notification_changes limit 1000))
    returning id)
  select count(*), coalesce(array_agg(distinct id), '{}') into changes, ids from taken;
  delete from notifications_copy where id = any(ids);
  execute format(
    $sql$
    with copied as (
      insert into notifications_copy (%2$s)
      select %2$s from %1$I n where n.id = any($1) and is_kept(n.type, n.finished_at, $2, $3, $4)
      returning type, finished_at)
    select count(*) filter (where not is_kept(type, finished_at, $2, $3, false)),
      coalesce(array_agg(distinct type) filter (where is_kept(type, finished_at, $2, $3, false)), '{}')
    from copied
    $sql$,
    partition_name, notification_columns())
  using ids, others_over, listed, keep_open into rows_open, types;
end
$$;

-- Statistics of the copy, so that it is complete when it takes the place of the partition. A small sample suffices for rows
-- that are found by their ids; the usual one reads 30,000 rows at random.
create function analyze_notification_copy() returns void
language plpgsql security definer set default_statistics_target = 10
as $$
begin
  perform check_day_partitions('notifications', 'delete');
  analyze notifications_copy;
end
$$;

-- Puts the copy in the place of the partition, or drops the partition if nothing is kept. Takes the file that was copied
-- and what the copying has returned. Returns as drop_day, or 'changes' if too much has changed since the changes were
-- copied last, or 'replaced' if the rows are in another file. Everyone waits for it, so it reads nothing but the last
-- changes.
create function finish_notification_copy(
  day date, file text, others_over boolean, listed text[], keep_open boolean, kept_types text[], open_rows bigint)
  returns text
language plpgsql security definer set lock_timeout = '500ms'
as $$
declare
  partition_name text := day_partition('notifications', day);
  used text;
  changed_types text[];
  changed_open bigint;
begin
  perform check_removed_day('notifications', day);
  if partition_name is null then
    return 'missing';
  end if;
  if (select count(*) from (select from notification_changes limit 501) c) > 500 then
    return 'changes';
  end if;
  used := lock_day_partition('notifications', partition_name);
  if used is not null then
    return used;
  end if;
  -- From now on, nothing changes.
  if file is distinct from day_partition_file('notifications', day) then
    return 'replaced';
  end if;
  select c.types, c.rows_open into changed_types, changed_open
  from copy_notification_changes(day, others_over, listed, keep_open) c;
  if exists (select from notification_changes) then
    return 'changes';
  end if;
  execute format('drop table %I', partition_name);
  delete from notification_days d where d.day = finish_notification_copy.day;
  if exists (select from notifications_copy) then
    execute format('alter table notifications_copy rename to %I', partition_name);
    execute format(
      'alter table notifications attach partition %I for values from (%L) to (%L)',
      partition_name, lowest_id(day), lowest_id(day + 1));
    execute format('alter table %I drop constraint notifications_copy_day', partition_name);
    execute format('alter table %I reset (autovacuum_enabled)', partition_name);
    insert into notification_days (day, types, open, looked_at)
    select day, array(select distinct t from unnest(kept_types || changed_types) t order by t),
      open_rows + changed_open, clock_timestamp();
  else
    drop table notifications_copy;
  end if;
  return 'done';
end
$$;

-- Names mean the tables of this schema, as for the other functions of partitions.
do $$
declare
  name text;
begin
  foreach name in array array[
    'note_notification_change()', 'drop_day(text, date)', 'begin_notification_copy(date)',
    'abandon_notification_copy()',
    'copy_notification_pages(date, bigint, bigint, boolean, text[], boolean)',
    'copy_notification_changes(date, boolean, text[], boolean)', 'analyze_notification_copy()',
    'finish_notification_copy(date, text, boolean, text[], boolean, text[], bigint)']
  loop
    execute format('alter function %s set search_path = %I, pg_temp', name, current_schema());
  end loop;
end
$$;
