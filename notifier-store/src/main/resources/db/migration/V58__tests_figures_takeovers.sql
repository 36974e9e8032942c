-- How many tests of templates each caller has sent on the last day on which it sent any.
create table template_test_days (
  tenant   text    not null references tenants,
  -- The name of the caller, as in the audit.
  caller   text    not null,
  -- In Vietnam.
  day      date    not null,
  messages integer not null,
  primary key (tenant, caller)
);

comment on table template_test_days is 'No personal data of recipients: how many tests operators send';

-- How the waits of conversations ended: what agents did in each hour, and how long people had waited.
create table inbox_figures (
  tenant        text     not null,
  -- In Vietnam, as the hour.
  day           date     not null,
  hour          smallint not null,
  -- The rule that decided about the last message.
  topic         text     not null,
  -- The name of the agent, as in the audit.
  actor         text     not null,
  -- The state after it: answered, handed-over or closed.
  outcome       text     not null,
  -- How many of 5, 15 and 30 minutes and 1, 4 and 24 hours the wait took at least.
  bucket        smallint not null,
  conversations integer  not null,
  primary key (tenant, day, hour, topic, actor, outcome, bucket)
);

-- For deleting them.
create index inbox_figures_day on inbox_figures (day);

comment on table inbox_figures is 'No personal data of recipients: how many conversations agents answered';

-- That a route takes the messages of the other routes until a time: {messages, until, since, by, reason}; null = never.
alter table routes add column takeover jsonb;
