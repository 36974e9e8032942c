-- Webhooks: where the changes of a tenant's notifications are sent to. Their positions in notifier.statuses are those of
-- the consumer groups webhook-<id>.
create table webhooks (
  id text primary key,
  version integer not null,
  tenant text not null,
  name text not null,
  url text not null,
  filter jsonb not null,
  batch_size integer not null,
  secrets jsonb not null,
  suspended_at timestamptz,
  suspended_reason text,
  suspended_by text,
  replays integer not null,
  replay_from timestamptz not null,
  tests integer not null default 0,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create index webhooks_tenant on webhooks (tenant, id);

-- Written by the worker that delivers to the webhook; a row of its own, because it changes often.
create table webhook_progress (
  webhook_id text primary key references webhooks on delete cascade,
  owner text,
  leased_until timestamptz,
  replays integer not null default 0,
  tests integer not null default 0,
  position_at timestamptz,
  oldest_at timestamptz,
  gap_at timestamptz,
  attempts integer not null default 0,
  failing_since timestamptz,
  next_attempt_at timestamptz,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  last_status integer,
  last_error text,
  last_error_at timestamptz,
  delivered bigint not null default 0,
  failed bigint not null default 0,
  tested_at timestamptz,
  test_status integer,
  test_error text
) with (fillfactor = 70);

-- Changes that a receiver refused for good. At most 10,000 of a webhook.
create table webhook_failures (
  webhook_id text not null references webhooks on delete cascade,
  id bigint generated always as identity,
  event_id text not null,
  notification_id uuid not null,
  state text not null,
  state_at timestamptz not null,
  failed_at timestamptz not null,
  attempts integer not null,
  status integer,
  error text not null,
  primary key (webhook_id, id)
);

-- The workers that deliver, so that each takes its share.
create table webhook_workers (
  name text primary key,
  seen_at timestamptz not null
);

comment on table webhooks is 'No personal data: addresses of programs, and their secrets, which are encrypted';
comment on table webhook_progress is 'No personal data: times and counts';
comment on table webhook_failures is 'No personal data: ids of notifications and the states that they reached';
comment on table webhook_workers is 'No personal data: names of workers';
