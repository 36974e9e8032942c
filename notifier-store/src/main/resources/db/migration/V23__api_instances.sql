-- The instances of the api that run, so that each takes its share of the limits of a key. A row is written every ten
-- seconds, and removed an hour after the last time.
create table api_instances (
  id      uuid        primary key,
  seen_at timestamptz not null
);

comment on table api_instances is 'No personal data';
