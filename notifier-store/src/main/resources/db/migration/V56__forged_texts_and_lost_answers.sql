-- The texts of foreign_texts that were reported last, with the times of their last reports: five within an hour raise an alert.
create table reported_texts (
  -- When the row was written last: messages may be late, or be processed again.
  stored_at   timestamptz   not null default now(),
  -- When the last alert was raised; null = never.
  alerted_at  timestamptz,
  text_digest uuid          not null,
  tenant      text          not null,
  -- The last ones, at most five, the newest first.
  times       timestamptz[] not null,
  primary key (tenant, text_digest)
) with (fillfactor = 80);

-- For deleting what is over.
create index reported_texts_stored on reported_texts (stored_at);

comment on table reported_texts is 'No personal data: keyed digests of texts, with the times of their last reports';

create table forged_text_alerts (
  id           uuid        primary key default uuidv7(),
  at           timestamptz not null,
  stored_at    timestamptz not null default now(),
  -- The first of the five reports.
  since        timestamptz not null,
  -- When it was published on notifier.statuses; null = not yet.
  announced_at timestamptz,
  text_digest  uuid        not null,
  -- The message whose sender reported the text last; null if it came by another channel.
  inbound_id   uuid,
  tenant       text        not null
);

create index forged_text_alerts_unannounced on forged_text_alerts (tenant, id) where announced_at is null;
-- For the limit of a tenant.
create index forged_text_alerts_tenant on forged_text_alerts (tenant, at);
-- For deleting them.
create index forged_text_alerts_stored on forged_text_alerts (stored_at);

comment on table forged_text_alerts is 'No personal data: keyed digests of texts, and ids of messages';

-- Answers of agents of which it is not known yet whether they arrive.
create table agent_answers (
  conversation    uuid        not null references conversations (id) on delete cascade,
  sent_at         timestamptz not null default now(),
  -- When its state is looked at again.
  due_at          timestamptz not null default now(),
  -- That of the answer; null = it is not planned, as far as is known.
  notification_id uuid,
  -- The number of the entry.
  number          integer     not null,
  primary key (conversation, number)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create index agent_answers_due on agent_answers (due_at);

comment on table agent_answers is 'No personal data: ids of conversations and notifications, deleted with the conversations';

-- Says that the answer takes longer: it is deleted when the answer is added and it was not published before.
alter table inbound_outbox add column provisional boolean not null default false;
