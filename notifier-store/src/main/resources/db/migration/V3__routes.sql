-- What operators change of a route while the line runs.
alter table routes
  -- Nothing is submitted for now; links stay bound.
  add column paused boolean not null default false,
  -- Counts the orders to bind anew.
  add column rebind integer not null default 0;

-- Who changed what of a route, one row for each version. Never holds a password.
create table route_changes (
  name       text        not null,
  version    integer     not null,
  changed_at timestamptz not null,
  -- "configuration", or the interface that was called.
  changed_by text        not null,
  -- The new values of what changed.
  change     jsonb       not null,
  primary key (name, version)
);
