-- Which facts people got a message about, so that another event about the same fact is not sent.

-- How many days a partition of a table has, which is named after the first one.
create function partition_length(parent text) returns integer
language sql immutable strict
return case parent when 'business_keys' then 7 else 1 end;

create or replace function check_day_partitions(parent text, privilege text) returns void
language plpgsql
as $$
declare
  caller name := case current_setting('role') when 'none' then session_user::text else current_setting('role') end;
begin
  if parent is null or parent not in ('notifications', 'event_digests', 'business_keys') then
    raise exception '% has no day partitions', parent;
  end if;
  if not has_table_privilege(caller, parent, privilege) then
    raise exception 'permission denied for the partitions of %', parent using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- As before; the partitions of business_keys have a week each, from Monday on.
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
  for day in
    select distinct case partition_length(parent) when 7 then d - (extract(isodow from d)::integer - 1) else d end as start
    from (select first_day + n as d from generate_series(0, last_day - first_day) n) days order by start
  loop
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
      when 'event_digests', 'business_keys' then
        settings := 'autovacuum_analyze_scale_factor = 0.02';
        bounds := format('from (%L) to (%L)', day, day + partition_length(parent));
    end case;
    execute format(
      'create table %I (like %I including defaults including constraints including indexes) with (%s)',
      partition_name, parent, settings);
    if parent = 'business_keys' then
      -- Measured: a probe costs two thirds of one of a unique index, which must have the week as well.
      execute format(
        'alter table %I add constraint %I exclude using hash (key with =)', partition_name, partition_name || '_key');
    end if;
    execute format('alter table %I attach partition %I for values %s', parent, partition_name, bounds);
    created := created + 1;
  end loop;
  return created;
end
$$;

create or replace function check_removed_day(parent text, day date) returns void
language plpgsql
as $$
begin
  perform check_day_partitions(parent, 'delete');
  if day is null or day + partition_length(parent) - 1 >= (clock_timestamp() at time zone 'UTC')::date - 7 then
    raise exception 'The last seven days are never removed';
  end if;
end
$$;

-- Nothing calls it since drop_day names the partition.
drop function drop_day_partition(text, date);

do $$
begin
  execute format(
    'alter function create_day_partitions(text, date, date) set search_path = %I, pg_temp', current_schema());
end
$$;

-- The business keys of planned messages. Who plans an event inserts its key into the current week, and looks for it in the
-- weeks before, as far back as its type says. A key is once in each partition. A row of a message that was not sent, or did not arrive, is taken over.
create table business_keys (
  -- When the message was planned; the window of the event type counts from then.
  claimed_at      timestamptz not null,
  -- The first 128 bits of HMAC-SHA256 over tenant, type, subject and number, with the privacy key.
  key             uuid        not null,
  -- The message that the key belongs to.
  notification_id uuid        not null,
  -- The Monday of the week of planning, in UTC.
  week            date        not null
) partition by range (week);

comment on table business_keys is 'No personal data: HMACs, which need the privacy key';

select create_day_partitions('business_keys', day, day + 14)
from cast(clock_timestamp() at time zone 'UTC' as date) d (day);
