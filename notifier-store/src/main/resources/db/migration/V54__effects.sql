-- Effects: how many who got a message of one event type (the reminder) were heard of with another one (the outcome) within
-- some days; docs/adr/0068 says why.

-- For whom the text is that a person got, to compare texts. As the locale, it says something about the person.
alter table notifications add column audience text;

comment on column notifications.audience is 'The kinds and living areas of the variant; null if it is for everyone';

-- A day may be being copied: the copy is attached later.
do $$
begin
  if to_regclass('notifications_copy') is not null then
    alter table notifications_copy add column audience text;
  end if;
end
$$;

-- What a tenant counts. A definition never changes, so that its counts are about one thing.
create table effects (
  -- The first day, in Vietnam, of which reminders are counted.
  first_day    date        not null,
  -- The first one that is not counted yet.
  next_day     date        not null,
  -- When that day can be counted, or is tried again.
  due_at       timestamptz not null,
  -- Of that day, the reminders with lower ids are counted; null before it is begun.
  place        uuid,
  created_at   timestamptz not null default now(),
  -- Tenants take turns.
  last_step_at timestamptz,
  days         smallint    not null check (days between 1 and 90),
  -- How often in a row it could not be counted.
  failures     integer     not null default 0,
  -- Whether both events have the same business key.
  same_subject boolean     not null,
  tenant       text        not null,
  name         text        not null check (name <> ''),
  reminder     text        not null,
  outcomes     text[]      not null,
  created_by   text        not null,
  primary key (tenant, name)
) with (fillfactor = 50);

-- The days that are counted, or cannot be counted any more.
create table effect_days (
  day       date   not null,
  -- As the counters say, so also those that are deleted.
  delivered bigint not null,
  tenant    text   not null,
  effect    text   not null,
  -- False if notifications of the day were deleted before.
  counted   boolean not null default true,
  primary key (tenant, effect, day),
  foreign key (tenant, effect) references effects on delete cascade
);

-- The reminders that were delivered and could be followed, by what was sent, and after how many days the outcome came.
create table effect_counts (
  day         date    not null,
  version     integer not null,
  reminded    bigint  not null,
  up_to_7     bigint  not null,
  up_to_14    bigint  not null,
  up_to_30    bigint  not null,
  later       bigint  not null,
  tenant      text    not null,
  effect      text    not null,
  template    text    not null,
  locale      text    not null,
  -- Empty if the text is for everyone.
  audience    text    not null,
  primary key (tenant, effect, day, template, version, locale, audience),
  foreign key (tenant, effect) references effects on delete cascade
);

comment on table effects is 'No personal data: names of event types';
comment on table effect_days is 'No personal data: counts';
comment on table effect_counts is 'No personal data: counts';
