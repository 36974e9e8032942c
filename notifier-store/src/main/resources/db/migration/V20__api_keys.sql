-- Tenants and API keys. Their compacted topics follow these tables.

create table tenants (
  id         text        primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  version    integer     not null,
  -- For people.
  title      text        not null,
  -- While true, no stored key of the tenant is accepted.
  suspended  boolean     not null default false,
  created_at timestamptz not null,
  -- The name of the caller, as in the next tables; or "shipped".
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null
);

insert into tenants (id, version, title, created_at, created_by, changed_at, changed_by)
values ('default', 1, 'National', now(), 'shipped', now(), 'shipped');

-- Rows are never deleted: the audit and other tables name keys by their ids.
create table api_keys (
  -- The readable part of the key.
  id             text        primary key,
  version        integer     not null,
  tenant         text        not null references tenants,
  name           text        not null,
  -- Who is responsible for the key, for people: an office or a program.
  owner          text        not null,
  kind           text        not null check (kind in ('live', 'test', 'team')),
  scopes         text[]      not null,
  permissions    jsonb       not null,
  -- [{hash, endsAt}], the newest first: SHA-256 of the key, and when it ends after a rotation.
  secrets        jsonb       not null,
  expires_at     timestamptz not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  revoked_at     timestamptz,
  revoked_by     text,
  -- Written about once a minute, without another version.
  last_used_at   timestamptz,
  -- A network, not an address, such as 203.0.113.*
  last_used_from text
);

create index api_keys_tenant on api_keys (tenant, id);

comment on table tenants is 'No personal data of recipients';
comment on table api_keys is
  'No personal data of recipients: who is responsible for a key, and HMACs of the numbers of a team';

-- How many events of each key with a daily limit were accepted. Programs add what they accepted every few seconds.
create table api_key_days (
  -- In Vietnam.
  day      date    not null,
  key_id   text    not null,
  messages bigint  not null,
  primary key (day, key_id)
);

comment on table api_key_days is 'No personal data';
