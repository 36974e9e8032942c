-- What is known of an event besides its identity: a digest of its body, notes about what happened to it, and the event
-- itself if it is skipped for a reason that operators own.

alter table notifications
  -- The first 128 bits of an HMAC over what the caller sent, without its time; null if it is unknown. Another event with
  -- the same identity and another digest is an error of the caller, which the notes name.
  add column body_digest uuid,
  -- What happened besides changes of the state: an array of objects with kind and at; normally null. At most ten notes
  -- of a kind.
  add column notes jsonb;

-- The events of notifications that are skipped for a reason that operators own, so that they can be planned again.
-- Personal data: a row is deleted when its event is planned again, or by a sweep after its expiry or
-- notifier.recovery-window.
create table skipped_events (
  -- Ids are ordered by the time of planning: a range of ids is a range of time, and a day could be a partition.
  notification_id uuid        primary key,
  type            text        not null,
  reason          text        not null,
  lane            text        not null,
  expires_at      timestamptz,
  -- When it was last written to its lane again; null if that was not done since it was skipped.
  ordered_at      timestamptz,
  -- Key and value of its record on notifier.events.
  record_key      bytea,
  record_value    bytea       not null
);

-- For the sweep of events that have expired.
create index skipped_events_expires_at on skipped_events (expires_at) where expires_at is not null;

-- Orders to plan skipped events again: who, when and which. No personal data.
create table plan_again_orders (
  id         bigint      primary key generated always as identity,
  ordered_at timestamptz not null default clock_timestamp(),
  ordered_by text        not null,
  -- What was selected; null = everything. The times are those of planning.
  reason     text,
  type       text,
  from_time  timestamptz,
  to_time    timestamptz,
  -- How many events were written to their lanes; null if the api failed before it knew.
  events     integer
);
