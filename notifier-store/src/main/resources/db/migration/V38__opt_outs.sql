-- What recipients do not want to receive. Every statement is kept, because it is the evidence: nothing is changed but the
-- number and the note, which an erasure removes. The newest statement of a number for a scope and a purpose is in force.

create table opt_out_events (
  id          uuid        primary key default uuidv7(),
  -- When the recipient said so.
  at          timestamptz not null,
  recorded_at timestamptz not null default now(),
  -- The HMAC of the number, which stays when the number is erased.
  recipient   uuid        not null,
  -- The inbound message that said so.
  inbound_id  uuid,
  opted_out   boolean     not null,
  purpose     text        not null check (purpose in ('SERVICE', 'GENERAL_INFO', 'ADVERTISING')),
  -- A tenant, or * for the messages of all tenants.
  scope       text        not null check (scope <> ''),
  -- The tenant that recorded it.
  tenant      text        not null,
  channel     text        not null,
  entered_by  text        not null,
  -- Null when it was erased, as is the note.
  phone       text,
  note        text
);

-- The statements about a number. A statement that is recorded again, for example by an import that is repeated, is one.
create unique index opt_out_events_recipient on opt_out_events (recipient, scope, purpose, at, opted_out);

-- For the version of a number's state, which is the time of the last record; a number may have many.
create index opt_out_events_recorded on opt_out_events (recipient, recorded_at);

-- For the data about one person.
create index opt_out_events_phone on opt_out_events using hash (phone) where phone is not null;

-- The numbers whose state is to be published on notifier.opt-outs, in the order of the changes; those of imports, of which
-- there may be millions, after the others.
create table opt_out_changes (
  id        bigint  generated always as identity,
  recipient uuid    not null,
  imported  boolean not null,
  primary key (imported, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = false);

-- How many numbers have statements for a tenant, or for all.
create table opt_out_scopes (
  scope   text   primary key,
  numbers bigint not null
) with (fillfactor = 50);

-- The round in which all states are published again: when the topic was made again, and once a week.
create table opt_out_round (
  one        boolean     primary key default true check (one),
  started_at timestamptz not null,
  -- After which number it continues; null when it has ended.
  after      uuid,
  -- The topic and the key that the round was for.
  target     text        not null
);

comment on table opt_out_changes is 'No personal data: HMACs of numbers, until their state is published';
comment on table opt_out_scopes is 'No personal data: numbers of opt-outs of tenants';
comment on table opt_out_round is 'No personal data: one HMAC of a number';
