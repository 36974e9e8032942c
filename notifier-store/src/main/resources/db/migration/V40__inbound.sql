-- What people send, what it means and what was done about it. Rows of older releases have none of the new values: their
-- messages were only stored.

alter table inbound_messages
  -- The HMAC of the sender's number.
  add column recipient       uuid,
  -- Whose message it is: that of the notification it answers, else the owner of the address. Null = the national one.
  add column tenant          text,
  add column channel         text     not null default 'sms',
  -- Who delivered it by HTTP, and its own id of the message; null = a carrier, by SMPP.
  add column provider        text,
  add column provider_id     text,
  -- As received: consecutive bytes of one data_coding each. Null if the provider had decoded it.
  add column runs            bytea[],
  add column data_codings    smallint[],
  -- The numbers of the segments that did not arrive.
  add column missing         smallint[],
  -- Whether the bytes made no sense in the encoding that was announced, so that another one was chosen.
  add column guessed         boolean  not null default false,
  add column language        text,
  -- What was decided, by which rule and why, as in docs/replies.md. Null = the address has no rules.
  add column rule            text,
  add column action          text,
  add column reason          text,
  add column parameters      jsonb,
  -- Which answer was sent; null = none.
  add column answer          text,
  -- Whether a person is to read it.
  add column inbox           boolean  not null default false,
  -- The notification that it answers, if that is certain, and all that it may answer.
  add column notification_id uuid,
  add column candidates      uuid[],
  -- How often the carrier delivered it again within a minute.
  add column repeats         integer  not null default 0,
  -- The id is made from the position, so that a replay stores the message once.
  alter column topic_partition drop not null,
  alter column topic_offset drop not null;

-- Messages of which segments are missing. One that is complete stays for a while, so that a segment that is repeated does
-- not begin another one.
create table inbound_segments (
  -- The HMAC of the sender's number.
  recipient       uuid        not null,
  first_at        timestamptz not null,
  last_at         timestamptz not null,
  -- When it ends, by the times of its segments.
  due_at          timestamptz not null,
  -- By the clock of PostgreSQL.
  stored_at       timestamptz not null default now(),
  -- Not to be ended before, because that failed; null = at any time.
  retry_at        timestamptz,
  -- The id that the message will have.
  id              uuid        not null,
  reference       integer     not null,
  -- Where its first segment was read.
  topic_partition integer     not null,
  total           smallint    not null,
  complete        boolean     not null,
  scheme          text        not null,
  phone           text        not null,
  address         text        not null,
  route           text        not null,
  numbers         smallint[]  not null,
  data_codings    smallint[]  not null,
  contents        bytea[]     not null,
  primary key (recipient, address, scheme, reference, total)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create index inbound_segments_due on inbound_segments (due_at);
create index inbound_segments_stored on inbound_segments (stored_at);
create index inbound_segments_incomplete on inbound_segments (stored_at) where not complete;
create index inbound_segments_phone on inbound_segments using hash (phone);

-- What is known about a number that writes: who decides about a message of the number locks its row.
create table inbound_numbers (
  -- The HMAC of the number.
  recipient        uuid        primary key,
  -- The last text of which a number gets one in an hour.
  help_at          timestamptz,
  -- The question that waits for an answer: the message that it answered, the address that asked, and the entries of the
  -- knowledge base that can be chosen, separated by commas, with their language.
  question_at      timestamptz,
  question         uuid,
  question_address text,
  question_entries text,
  question_language text,
  -- The day of the answers, in Vietnam.
  day              date        not null,
  answers          smallint    not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- For deleting what is over; the day of a number changes once a day.
create index inbound_numbers_day on inbound_numbers (day);

comment on table inbound_numbers is 'No personal data: HMACs of numbers, with how many answers they got, for two days';

-- Answers that are decided and that Kafka has not confirmed.
create table inbound_outbox (
  id         bigint      generated always as identity primary key,
  created_at timestamptz not null default now(),
  due_at     timestamptz not null default now(),
  inbound_id uuid        not null,
  attempts   integer     not null default 0,
  lane       text        not null,
  key        bytea,
  -- The record.
  value      bytea       not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, vacuum_truncate = false);

create index inbound_outbox_due on inbound_outbox (due_at, id);
create index inbound_outbox_inbound on inbound_outbox (inbound_id);
