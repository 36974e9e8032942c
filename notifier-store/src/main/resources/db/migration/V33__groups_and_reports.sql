-- Groups, and the segments that carriers have accepted. First groups: what callers say about them, and which are counted.

-- A group is here when it was declared, or when the first of its notifications was counted. A tenant has a limited number
-- of groups; what belongs to any other group is counted in batch_counters under an empty name.
create table notification_groups (
  created_at   timestamptz not null,
  expected     bigint      check (expected > 0),
  -- When as many notifications as expected had ended.
  completed_at timestamptz,
  -- Whether something was counted since a job last compared it with what is expected.
  changed      boolean     not null,
  tenant       text        not null,
  name         text        not null check (name <> ''),
  title        text,
  declared_by  text,
  primary key (tenant, name)
) with (fillfactor = 70);

-- The groups that a job has to look at, which are few.
create index notification_groups_due on notification_groups (tenant, name)
  where changed and expected is not null and completed_at is null;

-- For the deletion.
create index notification_groups_created on notification_groups (created_at);

-- How many groups each tenant has, so that they need not be counted.
create table tenant_groups (
  groups bigint not null,
  tenant text   primary key
) with (fillfactor = 70);

comment on table notification_groups is 'No personal data';
comment on table tenant_groups is 'No personal data';

insert into notification_groups (tenant, name, created_at, changed)
select tenant, group_id, min(changed_at), true from batch_counters where group_id <> '' group by 1, 2;

insert into tenant_groups (tenant, groups)
select tenant, count(*) from notification_groups group by tenant;

-- The segments that carriers have accepted, by the hour of their submission, for invoices. Unlike the counters, they never
-- move: a message that is sent again by another route was accepted by both.
create table sent_segments (
  hour     timestamptz not null,
  segments bigint      not null,
  tenant   text        not null,
  route    text        not null,
  -- Empty: that of the route.
  sender   text        not null,
  category text        not null,
  type     text        not null,
  template text        not null,
  primary key (hour, tenant, route, sender, category, type, template)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- What transactions have added, and what is not yet in sent_segments. Without an index: all rows are read and deleted.
create table sent_segment_deltas (
  hour     timestamptz not null,
  segments bigint      not null,
  tenant   text        not null,
  route    text        not null,
  sender   text        not null,
  category text        not null,
  type     text        not null,
  template text        not null
) with (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 50000, vacuum_truncate = false
);

comment on table sent_segments is 'No personal data';
comment on table sent_segment_deltas is 'No personal data';
