-- What persons are to read and answer: one conversation for each number, address and tenant, what was done in it, and what
-- is to be sent to the hotline.

-- The order of a list: what waits first, by the time since when; then what changed last. The result does not depend on
-- settings of the session, although PostgreSQL assumes so of times.
create function inbox_place(waiting_since timestamptz, changed_at timestamptz) returns bigint language sql immutable as $$
  select case
    when waiting_since is not null then (extract(epoch from waiting_since) * 1000000)::bigint
    else 4000000000000000000 - (extract(epoch from changed_at) * 1000000)::bigint
  end
$$;

create table conversations (
  -- That of its first message.
  id            uuid        primary key,
  -- The oldest message that no one has answered; null = none.
  waiting_since timestamptz,
  -- By the clock of PostgreSQL.
  changed_at    timestamptz not null default now(),
  -- The HMAC of the number.
  recipient     uuid        not null,
  -- The last message that a person is to read.
  message       uuid        not null,
  place         bigint      not null generated always as (inbox_place(waiting_since, changed_at)) stored,
  -- The order of conversations in one place.
  tie           bigint      not null,
  -- Incremented by each change, also by each message.
  version       integer     not null default 1,
  -- The number of the last entry.
  entries       integer     not null default 0,
  call_back     boolean     not null default false,
  tenant        text        not null,
  phone         text        not null,
  -- What was written to; answers leave from there.
  address       text        not null,
  state         text        not null,
  -- The rule that decided about the last message.
  topic         text        not null,
  language      text        not null,
  -- Who answers; null = no one yet.
  assignee      text,
  unique (tenant, recipient, address),
  check (state in ('open', 'assigned', 'answered', 'handed-over', 'closed')),
  check ((state in ('open', 'assigned')) = (waiting_since is not null)),
  check (state <> 'open' or assignee is null),
  check (state <> 'assigned' or assignee is not null)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- One for each field by which a list is filtered.
create index conversations_tenant on conversations (tenant, place, tie);
create index conversations_state on conversations (tenant, state, place, tie);
create index conversations_assignee on conversations (tenant, assignee, place, tie);
create index conversations_language on conversations (tenant, language, place, tie);
create index conversations_topic on conversations (tenant, topic, place, tie);
-- The oldest that waits, of all tenants.
create index conversations_waiting on conversations (waiting_since) where waiting_since is not null;
-- For deleting them.
create index conversations_changed on conversations (changed_at);
-- For the data about one person.
create index conversations_phone on conversations using hash (phone);

-- What was done in a conversation, in its order. Append-only.
create table conversation_entries (
  conversation uuid        not null references conversations (id) on delete cascade,
  number       integer     not null,
  at           timestamptz not null default now(),
  -- The message that was answered or corrected.
  inbound_id   uuid,
  kind         text        not null,
  actor        text        not null,
  -- The answer, the note, or the reason.
  text         text,
  -- The knowledge entry of an answer, the assignee, or the correction.
  detail       text,
  primary key (conversation, number)
);

-- What is sent to the hotline until it has accepted it.
create table hotline_events (
  id           uuid        primary key,
  conversation uuid        not null references conversations (id) on delete cascade,
  created_at   timestamptz not null default now(),
  -- When it may be sent again; while a worker sends it, the end of its lease.
  due_at       timestamptz not null default now(),
  attempts     integer     not null default 0,
  -- The worker that sends it.
  owner        text,
  tenant       text        not null,
  kind         text        not null,
  -- The body of the request.
  body         text        not null
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create index hotline_events_due on hotline_events (due_at);
create index hotline_events_created on hotline_events (created_at);
create index hotline_events_conversation on hotline_events (conversation);

-- What a person has corrected about the decision, beside it.
alter table inbound_messages
  add column correction   text,
  add column corrected_by text,
  add column corrected_at timestamptz;
