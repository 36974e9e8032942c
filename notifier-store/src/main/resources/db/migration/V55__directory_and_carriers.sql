-- How many persons each tenant has in the directory. Triggers count, so that the persons of all programs and of statements by hand are
-- counted in the transaction that stores or removes them.
create table directory_sizes (
  tenant  text   primary key,
  persons bigint not null
) with (fillfactor = 50);

comment on table directory_sizes is 'No personal data: numbers of persons of tenants';

create function count_recipients() returns trigger language plpgsql as $$
begin
  insert into directory_sizes as size (tenant, persons)
  select tenant, case tg_op when 'INSERT' then count(*) else -count(*) end from changed group by tenant order by tenant
  on conflict (tenant) do update set persons = size.persons + excluded.persons;
  return null;
end
$$;

-- The trigger first: it waits for those who write, and they wait until all are counted.
create trigger recipients_stored after insert on recipients
  referencing new table as changed for each statement execute function count_recipients();
create trigger recipients_removed after delete on recipients
  referencing old table as changed for each statement execute function count_recipients();

insert into directory_sizes (tenant, persons) select tenant, count(*) from recipients group by tenant;

-- The carriers of numbers that are not with the carrier of their prefix any more, or are again; of all other numbers, nothing is known but
-- the prefix. Not partitioned: plan finds the numbers of a batch by a list of keys, as in recipients.
create table number_carriers (
  -- The HMAC of the number.
  recipient    uuid        primary key,
  -- Since when the number is with this carrier.
  since        timestamptz not null,
  recorded_at  timestamptz not null default now(),
  carrier      text        not null,
  learned_from text        not null check (learned_from in ('PORTING_FILE', 'RECEIPT'))
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

-- How many numbers have one, which may be very many; one row.
create table number_carrier_count (
  one     boolean primary key default true check (one),
  numbers bigint  not null
) with (fillfactor = 50);

insert into number_carrier_count (numbers) values (0);

comment on table number_carriers is 'No personal data: HMACs of numbers';
comment on table number_carrier_count is 'No personal data: how many numbers';

-- Which persons of the directory a caller has stored or removed, for the notice of a breach: a row for each page of a load and each command.
create table recipient_changes (
  id         uuid   primary key default uuidv7(),
  -- Keyed digests of the references.
  persons    bigint[] not null,
  -- How many these are, so that a look-up need not read them.
  number     int    not null,
  tenant     text   not null,
  -- As in the audit.
  operation  text   not null,
  actor      text   not null,
  actor_kind text   not null
);

create index recipient_changes_tenant on recipient_changes (tenant, id);

comment on table recipient_changes is 'No personal data: digests of persons';
