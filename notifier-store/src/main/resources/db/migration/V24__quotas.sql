-- Monthly quotas of tenants, and the segments that tenants have used.

-- The segments of a month; null = any number.
alter table tenants add column monthly_segments bigint check (monthly_segments > 0);

-- The segments of the messages of a tenant that were planned on a day of UTC. A job counts them from the counters.
create table tenant_usage (
  day      date   not null,
  segments bigint not null,
  tenant   text   not null,
  primary key (day, tenant)
) with (fillfactor = 70);

-- When each day was last counted, also if no tenant has sent anything, and when the last count of it began.
create table usage_days (
  day        date        primary key,
  tried_at   timestamptz not null,
  counted_at timestamptz
) with (fillfactor = 70);

comment on table tenant_usage is 'No personal data';
comment on table usage_days is 'No personal data';
