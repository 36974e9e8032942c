-- Queries that people have sent, until the system that has the data has answered them; afterwards, how each ended. The number
-- and the parameters are deleted at the end.

create table inbound_queries (
  -- The inbound message, which is one query at most.
  inbound_id  uuid        primary key,
  received_at timestamptz not null,
  -- After this time, a failure ends the query.
  deadline    timestamptz not null,
  -- When it may be tried again; while a worker tries it, the end of its lease. Null when it has ended.
  due_at      timestamptz,
  -- When the text that the answer takes longer was added; null = not yet.
  delayed_at  timestamptz,
  ended_at    timestamptz,
  -- The HMAC of the number.
  recipient   uuid        not null,
  attempts    integer     not null default 0,
  tenant      text        not null,
  -- The name of the query in the file of the address.
  query       text        not null,
  -- What was written to; the answer leaves from there.
  address     text        not null,
  -- Over which the message came; null if over none.
  route       text,
  language    text        not null,
  -- The worker that tries it.
  owner       text,
  outcome     text,
  phone       text,
  parameters  jsonb,
  check ((due_at is null) = (ended_at is not null)),
  check ((ended_at is null) = (outcome is null)),
  check (ended_at is not null or (phone is not null and parameters is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What is due next.
create index inbound_queries_due on inbound_queries (due_at) where due_at is not null;

-- Of those, what the person has heard nothing of, and since when the others know that it takes longer.
create index inbound_queries_silent on inbound_queries (due_at) where due_at is not null and delayed_at is null;
create index inbound_queries_delayed on inbound_queries (delayed_at) where due_at is not null and delayed_at is not null;

-- For deleting them, the oldest first.
create index inbound_queries_ended on inbound_queries (ended_at) where ended_at is not null;

-- For the data about one person.
create index inbound_queries_phone on inbound_queries using hash (phone) where phone is not null;
