-- Routes, their bind slots and the history of their changes.

-- The configuration file inserts routes and updates those that it changes; otherwise, this table is authoritative.
create table routes (
  name        text        primary key,
  version     integer     not null,
  -- The digest of the configuration that last changed this row.
  seed_digest text        not null,
  spec        jsonb       not null,
  -- While true, nothing is submitted; sessions stay bound.
  paused      boolean     not null default false,
  -- The number of requests to bind again.
  rebind      integer     not null default 0,
  updated_at  timestamptz not null
);

-- A slot is a session of a route and a partition of notifier.binds. A slot is never reused.
create table bind_slots (
  slot       integer     primary key check (slot between 0 and 1023),
  route      text        not null,
  session    integer     not null,
  created_at timestamptz not null default now(),
  unique (route, session)
);

-- The changes of the routes: one row for each version. Never contains a password.
create table route_changes (
  name       text        not null,
  version    integer     not null,
  changed_at timestamptz not null,
  -- "configuration", or the name of the operator.
  changed_by text        not null,
  -- The new values of the changed settings.
  change     jsonb       not null,
  primary key (name, version)
);
