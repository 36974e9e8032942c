-- The directory of recipients: to which number a message about a person goes; docs/adr/0044 has the reasons.
--
-- Not partitioned: plan finds the persons of a batch by a list of keys, for which PostgreSQL would search each partition.
create table recipients (
  changed_at  timestamptz not null,
  -- Without the plus sign; the first is the preferred one.
  numbers     bigint[]    not null check (cardinality(numbers) between 1 and 10),
  tenant      text        not null,
  -- The tenant's own name for the person.
  person_ref  text        not null check (person_ref <> ''),
  locale      text,
  kind        text,
  living_area text,
  primary key (tenant, person_ref)
) with (
  fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02,
  autovacuum_vacuum_insert_scale_factor = 0.05
);

-- Who has a number: rare, for agents and erasures. Look-ups read what waits to be sorted into the index, so little waits.
create index recipients_numbers on recipients using gin (numbers) with (gin_pending_list_limit = 1024);
