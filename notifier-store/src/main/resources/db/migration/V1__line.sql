-- What the line remembers. Written by plan (insert) and track (update), always many rows at a time.

-- The caller's identity of an event: answers "have we had this one?" for 90 days.
create table event_digests (
  -- First 128 bits of SHA-256 over tenant, source and id.
  digest          uuid        primary key,
  notification_id uuid        not null,
  -- Where on Kafka the event stood: the same position again is a replay of ours, another is a repetition.
  topic_id        uuid        not null,
  topic_partition integer     not null,
  topic_offset    bigint      not null,
  seen_at         timestamptz not null
);

create table notifications (
  -- Version 7: ordered by the time of planning, so inserts touch the end of the index alone.
  id                 uuid        primary key,
  tenant             text        not null,
  source             text        not null,
  event_id           text        not null,
  type               text        not null,
  lane               text        not null,
  category           text        not null,
  -- E.164; null when the number was refused.
  phone              text,
  template_id        text,
  template_version   integer,
  locale             text,
  route              text,
  encoding           text,
  body               text,
  segments           smallint    not null default 0,
  state              text        not null,
  reason              text,
  detail             text,
  confidence         text,
  possible_duplicate boolean     not null default false,
  attempt            smallint    not null default 1,
  -- One bit per segment (bit segment-1): a second telling of the same answer or receipt changes nothing.
  accepted_segments     bigint      not null default 0,
  rejected_segments     bigint      not null default 0,
  delivered_segments    bigint      not null default 0,
  failed_segments       bigint      not null default 0,
  unconfirmed_segments     bigint      not null default 0,
  -- The carrier's message id of each segment, by segment.
  message_ids        text[]      not null default '{}',
  expires_at         timestamptz,
  accepted_at        timestamptz not null,
  planned_at         timestamptz not null,
  submitted_at       timestamptz,
  finished_at        timestamptz
) with (fillfactor = 45);
-- Each row is updated twice soon after its insert, with its neighbours in one transaction, so that
-- nothing can be cleared away in between: only with room for every row's next version do the updates
-- stay on their pages and off the index. Measured: all of them do, the table with its index ends a
-- fifth smaller than at 70, and PostgreSQL's work is a sixth less.

-- Where the carrier's answer and its receipt meet, whichever comes first.
create table submissions (
  -- The route: carriers share no ids.
  route           text        not null,
  -- The id in the form both sides are compared in.
  message_id      text        not null,
  notification_id uuid,
  segment            smallint,
  responded_at     timestamptz,
  receipt_state   text,
  receipt_error   text,
  receipt_at      timestamptz,
  primary key (route, message_id)
) with (fillfactor = 50);
-- Receipts that wait for their answer, to count them and to delete those that met none. On a column
-- that never changes: with receipt_at here, every receipt would have to touch the indexes.
create index submissions_unmatched on submissions (route) where notification_id is null;

-- Carriers. The configuration file seeds them; from then on this table is the truth.
create table routes (
  name       text        primary key,
  version    integer     not null,
  -- Digest of what the configuration said when it last changed this row.
  seed       text        not null,
  spec       jsonb       not null,
  updated_at timestamptz not null
);

-- A slot is one session of one route, and a partition of notifier.binds. Given once, never reused.
create table bind_slots (
  slot       integer     primary key check (slot between 0 and 63),
  route      text        not null,
  session    integer     not null,
  created_at timestamptz not null default now(),
  unique (route, session)
);

-- What people sent.
create table inbound_messages (
  id          uuid        primary key,
  route       text        not null,
  phone       text        not null,
  address     text        not null,
  body        text        not null,
  -- Where on Kafka it stood, so that a replay stores it once.
  topic_partition integer not null,
  topic_offset    bigint  not null,
  received_at timestamptz not null,
  unique (topic_partition, topic_offset)
);

-- How far each sweep has come.
create table sweeps (
  name       text        primary key,
  done_until timestamptz not null
);
