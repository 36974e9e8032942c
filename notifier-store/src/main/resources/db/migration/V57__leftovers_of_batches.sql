-- What people see of the lines of a batch; docs/adr/0071 says why it is stored so.
-- By which a refused line is found, as are those that can be sent; null for chunks of an earlier release, and for the
-- first lines of each kind of fault, which are in chunk -1.
alter table batch_refused add column first_line integer;

-- The corrected copies of one report: the second one needs a reason, as its lines are probably those of the first.
create index batches_correction on batches (correction_of) where correction_of is not null;

-- Whether batches of few lines use the lane of their event type; others use the lane bulk.
alter table tenants add column small_batches_in_lane boolean not null default false;

-- A pause that began before this migration counts from it on; has no meaning for batches that are made later.
alter table batches add column pauses_count_from timestamptz not null default now();
