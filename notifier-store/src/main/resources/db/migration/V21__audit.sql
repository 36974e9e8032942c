-- The audit: who did what, one row for each command, each look-up of personal data, and each minute of refused access.
-- Rows are only inserted. A job chains them with a keyed hash, so that a changed, removed or inserted row is found;
-- docs/adr/0030 says why it is built so.

create table audit (
  -- A version 7 UUID: its first 48 bits are the time of PostgreSQL's clock in milliseconds, so there is no column for it.
  id            uuid not null default uuidv7() primary key,
  -- The person whom it is about; see audit_subjects.
  subject_ref   uuid,
  tenant        text not null,
  actor         text not null,
  actor_kind    text not null,
  -- The operationId of the API description, or the name of what the system did.
  operation     text not null,
  outcome       text not null,
  target_kind   text,
  target        text,
  reason        text,
  request_id    text,
  -- The network of the address, not the address.
  network       text,
  -- What has changed; never personal data, texts or secrets. Not jsonb, which does not keep the bytes that are chained.
  detail        json,
  -- The notifications that a look-up has shown.
  notifications uuid[]
) partition by range (id);

-- What is known about a person, for the person.
create index audit_subject on audit (subject_ref, id) where subject_ref is not null;

-- Each caller reads the audit of the own tenant.
create index audit_tenant on audit (tenant, id);

-- The removals of months, of which the check needs the newest.
create index audit_removal on audit (id) where operation = 'removeAuditMonth';

-- Which rows no block has yet. A row is inserted with that of the audit, and deleted with the insertion of the block, so
-- one that is committed late is chained late, and not forgotten.
create table audit_pending (id uuid not null) with (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 50000, vacuum_truncate = false
);

-- The chain. A block has some rows of the audit in their order, and for each the HMAC-SHA-256 over the hash before it and
-- the row: 48 bytes for each row, instead of a row and an index entry.
create table audit_blocks (
  number bigint      primary key,
  at     timestamptz not null,
  -- Another number for another key; it shows nothing of the key.
  key_id integer     not null,
  ids    uuid[]      not null,
  hashes bytea       not null,
  check (cardinality(ids) > 0 and octet_length(hashes) = 32 * cardinality(ids))
);

-- Compressing random bytes is futile.
alter table audit_blocks alter column hashes set storage external, alter column ids set storage external;

-- Which person a subject_ref is. Deleting the row makes the entries about the person anonymous.
create table audit_subjects (
  -- The first 128 bits of an HMAC over the tenant and the number or the caller's own name for the person.
  digest     uuid        primary key,
  ref        uuid        not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);

comment on table audit_blocks is 'No personal data: ids of rows of the audit, and hashes';
comment on table audit_pending is 'No personal data: ids of rows of the audit';

create trigger audit_append_only before update or delete on audit
  for each row execute function notifier_reject_change();
create trigger audit_blocks_immutable before update on audit_blocks
  for each row execute function notifier_reject_change();
-- Only delete_audit_blocks has the setting.
create trigger audit_blocks_kept before delete on audit_blocks
  for each row when (current_setting('notifier.delete_audit_blocks', true) is distinct from 'on')
  execute function notifier_reject_change();

-- The default privileges give the application all rights to rows.
create function make_append_only(name text) returns void
language plpgsql
as $$
declare
  writer text;
begin
  for writer in
    select distinct case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end
      from pg_class c, aclexplode(c.relacl) acl
     where c.oid = to_regclass(quote_ident(name)) and acl.grantee <> c.relowner
  loop
    execute format('revoke update, delete, truncate, references, trigger on %I from %s', name, writer);
  end loop;
end
$$;

revoke execute on function make_append_only(text) from public;

-- Only roles that write the audit create and remove its months: everyone may execute a new function.
create function restrict_audit_functions() returns void
language plpgsql
as $$
declare
  name text;
  writer text;
begin
  foreach name in array array[
    'create_audit_months(integer)', 'drop_audit_month(date)', 'delete_audit_blocks(integer)']
  loop
    execute format('revoke execute on function %s from public', name);
    for writer in
      select distinct quote_ident(pg_get_userbyid(acl.grantee))
        from pg_class c, aclexplode(c.relacl) acl
       where c.oid = to_regclass('audit') and acl.grantee <> 0 and acl.grantee <> c.relowner
         and acl.privilege_type = 'INSERT'
    loop
      execute format('grant execute on function %s to %s', name, writer);
    end loop;
  end loop;
end
$$;

revoke execute on function restrict_audit_functions() from public;

-- The first days of the months that have a partition.
create function audit_months() returns setof date
language sql stable
as $$
  select to_date(right(c.relname, 6), 'YYYYMM') as month
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = to_regclass('audit') and not i.inhdetachpending and c.relname ~ '^audit_[0-9]{6}$'
  order by month
$$;

-- Creates the missing partitions of the months from this one on, and returns how many it created. A table is attached,
-- because "create table … partition of" would wait for every transaction that reads the audit.
create function create_audit_months(months integer) returns integer
language plpgsql security definer
as $$
declare
  month date;
  name text;
  created integer := 0;
begin
  if months is null or months not between 1 and 120 then
    raise exception 'Between 1 and 120 months are created at a time';
  end if;
  -- Two programs may do this at the same time.
  perform pg_advisory_xact_lock(1852797033, 102);
  for month in
    select (date_trunc('month', clock_timestamp() at time zone 'UTC') + n * interval '1 month')::date
    from generate_series(0, months - 1) n
  loop
    name := 'audit_' || to_char(month, 'YYYYMM');
    if to_regclass(quote_ident(name)) is null then
      execute format(
        'create table %I (like audit including defaults including constraints including indexes)', name);
      execute format(
        'alter table audit attach partition %I for values from (%L) to (%L)',
        name, lowest_id(month), lowest_id((month + interval '1 month')::date));
      perform make_append_only(name);
      created := created + 1;
    end if;
  end loop;
  return created;
end
$$;

-- Drops the oldest month if it ended before a day at least a year ago. Returns as drop_day, and which block is the first
-- that is still needed, with the hash that it continues; no hash if the block before is gone already.
create function drop_audit_month(before date, out result text, out month date, out first_block bigint, out hash bytea)
language plpgsql security definer set lock_timeout = '500ms'
as $$
declare
  name text;
  month_end date;
begin
  if before is null or before > (clock_timestamp() at time zone 'UTC')::date - 365 then
    raise exception 'The audit of the last year is never removed';
  end if;
  select min(m) into month from audit_months() m;
  month_end := month + interval '1 month';
  if month is null or month_end > before then
    result := 'missing';
    return;
  end if;
  name := 'audit_' || to_char(month, 'YYYYMM');
  result := lock_day_partition('audit', name);
  if result is not null then
    return;
  end if;
  execute format('drop table %I', name);
  -- A block has only rows of before. The last one is kept: the next continues it.
  select min(b.number) into first_block from audit_blocks b
  where b.at >= month_end or b.number = (select max(l.number) from audit_blocks l);
  select substr(b.hashes, octet_length(b.hashes) - 31) into hash from audit_blocks b where b.number = first_block - 1;
  result := 'done';
end
$$;

-- Deletes some of the blocks that have only rows of dropped months, the oldest first. Returns how many.
create function delete_audit_blocks(max_blocks integer) returns integer
language plpgsql security definer
as $$
declare
  deleted integer;
begin
  -- Not as a setting of the function: only superusers may define one.
  perform set_config('notifier.delete_audit_blocks', 'on', true);
  delete from audit_blocks where number in (
    select b.number from audit_blocks b
    where b.at < (select min(m) from audit_months() m) and b.number < (select max(l.number) from audit_blocks l)
      and b.number < (select min(n.number) + max_blocks from audit_blocks n)
    order by b.number limit max_blocks);
  get diagnostics deleted = row_count;
  perform set_config('notifier.delete_audit_blocks', 'off', true);
  return deleted;
end
$$;

-- Names mean the tables of this schema, as for the other functions of partitions.
do $$
declare
  name text;
begin
  foreach name in array array[
    'make_append_only(text)', 'restrict_audit_functions()', 'audit_months()', 'create_audit_months(integer)', 'drop_audit_month(date)',
    'delete_audit_blocks(integer)']
  loop
    execute format('alter function %s set search_path = %I, pg_temp', name, current_schema());
  end loop;
end
$$;

-- Two years ahead: without a partition, no command could be done.
select create_audit_months(25);

do $$
begin
  perform make_append_only('audit');
  perform make_append_only('audit_blocks');
  perform restrict_audit_functions();
end
$$;
