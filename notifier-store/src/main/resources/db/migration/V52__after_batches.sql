-- What follows from a batch; docs/adr/0065 says why.
-- The batch whose refused lines it has, corrected; retry_of is the one whose failed lines it has.
alter table batches add column correction_of uuid;

-- The failed lines of a batch are in one other batch, unless that was given up.
create unique index batches_retry on batches (retry_of)
  where retry_of is not null and state not in ('CANCELLED', 'UNREADABLE');

-- The smallest hashes of the lines of a batch, by which it is compared with others.
create table batch_sketches (
  batch_id uuid  primary key references batches on delete cascade,
  -- At most 4,096 numbers of 8 bytes, sorted.
  hashes   bytea not null
);

alter table batch_sketches alter column hashes set storage external;

comment on table batch_sketches is 'No personal data: parts of HMACs, which need the privacy key';

-- How many lines one person of a tenant may send with a batch; null = as notifier.batches.release-limit says.
alter table tenants add column release_limit integer check (release_limit >= 0);

-- How many lines of a batch were sent at two moments that are a minute or more apart, for its present rate.
alter table batches
  add column measured_at timestamptz,
  add column measured_lines integer,
  add column next_measured_at timestamptz,
  add column next_measured_lines integer;
