-- Cancellations of messages that no carrier has yet. Each is a rule, which is published on notifier.cancelled while
-- something that it concerns can be left, and for which a job counts what became of the messages.

create table cancellations (
  id             uuid        primary key default uuidv7(),
  -- The rule concerns what was accepted until then.
  made_at        timestamptz not null,
  -- The rule stays in force until then even if nothing waits: an event may be planned again.
  keep_until     timestamptz not null,
  -- When the messages were last counted, and when none of them waited any more.
  counted_at     timestamptz,
  done_at        timestamptz,
  -- Since when the rule is not in force any more.
  ended_at       timestamptz,
  -- Messages: cancelled; with a carrier before; not sent for another reason; still waiting.
  cancelled      bigint      not null default 0,
  with_carriers  bigint      not null default 0,
  not_sent       bigint      not null default 0,
  waiting        bigint      not null default 0,
  -- Events of a list that no plan stage has seen.
  unknown_events bigint      not null default 0,
  tenant         text        not null,
  made_by        text        not null,
  reason         text        not null,
  -- Which messages; null if the rule has a list of events.
  filter         jsonb,
  -- The digests of the events, 16 bytes each.
  events         bytea,
  check ((filter is null) <> (events is null))
);

-- The rules in force, which are few, and the lists of a tenant.
create index cancellations_in_force on cancellations (tenant, id) where ended_at is null;
create index cancellations_tenant on cancellations (tenant, id);
create index cancellations_ended on cancellations (ended_at) where ended_at is not null;

comment on table cancellations is 'No personal data: digests of events, and a reason that must not have any';
