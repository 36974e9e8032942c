-- Who may get advertising, and which numbers do not want messages about a person or a unit.

-- Whether the tenant may send advertising.
alter table tenants add column advertising boolean not null default false;

-- What recipients said about advertising of a tenant. Every statement is kept, because it is the evidence: nothing is changed but
-- the number and the note, which an erasure removes. The newest statement of a number for a tenant is in force.
create table consent_events (
  id          uuid        primary key default uuidv7(),
  -- When the recipient said so.
  at          timestamptz not null,
  recorded_at timestamptz not null default now(),
  -- The HMAC of the number, which stays when the number is erased.
  recipient   uuid        not null,
  -- The inbound message that said so.
  inbound_id  uuid,
  -- False if the recipient withdrew the consent.
  given       boolean     not null,
  tenant      text        not null,
  channel     text        not null,
  entered_by  text        not null,
  -- Null when it was erased, as is the note.
  phone       text,
  note        text
);

create unique index consent_events_recipient on consent_events (recipient, tenant, at, given);

-- For the data about one person.
create index consent_events_phone on consent_events using hash (phone) where phone is not null;

-- The imports of the national do-not-call list. The newest complete one is in force; the numbers of the others are deleted.
create table do_not_call_lists (
  id           bigint      primary key generated always as identity,
  -- The list is as old as this at least.
  begun_at     timestamptz not null,
  -- Null while it is imported, or if the import failed.
  completed_at timestamptz,
  -- When the import failed; null, too, if the program ended meanwhile.
  failed_at    timestamptz,
  -- When the numbers of a list that is not in force were deleted.
  cleared_at   timestamptz,
  numbers      bigint      not null default 0,
  -- The lines that were no numbers.
  refused      bigint      not null default 0,
  imported_by  text        not null
);

create table do_not_call_numbers (
  list      bigint not null,
  -- The HMAC of the number.
  recipient uuid   not null,
  primary key (list, recipient)
) with (autovacuum_vacuum_scale_factor = 0.05);

comment on table do_not_call_lists is 'No personal data: the imports of a list';
comment on table do_not_call_numbers is 'No personal data: HMACs of numbers';

-- To count the advertisements that a number got in a day: those that were planned for sending.
--
-- PostgreSQL reads each day once, and those who write wait meanwhile.
create index notifications_advertising on notifications (phone, tenant, planned_at)
  where category = 'ADVERTISING' and template_id is not null;

-- A day may be being copied: its copy takes the place of the partition later.
do $$
begin
  if to_regclass('notifications_copy') is not null then
    create index on notifications_copy (phone, tenant, planned_at)
      where category = 'ADVERTISING' and template_id is not null;
  end if;
end
$$;

-- The persons and units about whom a number wants no messages, because they do not concern its holder. Every statement is kept,
-- as in opt_out_events; the newest of a number, tenant and subject is in force.
create table excluded_persons (
  id           uuid        primary key default uuidv7(),
  -- When the recipient said so.
  at           timestamptz not null,
  recorded_at  timestamptz not null default now(),
  -- When it was published on notifier.statuses, so that the upstream directory is corrected.
  announced_at timestamptz,
  -- The HMAC of the number, which stays when the number is erased.
  recipient    uuid        not null,
  -- The inbound message that said so.
  inbound_id   uuid,
  -- The keyed digest of the person or unit.
  subject      bigint      not null,
  -- False if the recipient wants such messages again.
  excluded     boolean     not null,
  kind         text        not null check (kind in ('PERSON', 'UNIT')),
  tenant       text        not null,
  channel      text        not null,
  entered_by   text        not null,
  -- Null when it was erased, as are the next two.
  phone        text,
  -- The tenant's own name for the person, or the code of the unit.
  reference    text,
  note         text
);

create unique index excluded_persons_recipient on excluded_persons (recipient, tenant, subject, at, excluded);
create index excluded_persons_recorded on excluded_persons (recipient, recorded_at);
create index excluded_persons_unannounced on excluded_persons (tenant, id) where announced_at is null;

-- To correct the directory.
create index excluded_persons_subject on excluded_persons (tenant, subject, id);

-- For the data about one person.
create index excluded_persons_phone on excluded_persons using hash (phone) where phone is not null;
create index excluded_persons_reference on excluded_persons (tenant, reference) where reference is not null;
