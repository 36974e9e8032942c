-- What other channels said to a person, so that the timeline shows it beside messages; docs/adr/0046 says why it is built so.
create table timeline_entries (
  -- A version 7 UUID of the time at which the person was informed, so that it is the place in the timeline.
  id               uuid        primary key,
  tenant           text        not null,
  -- Either of them.
  phone            text,
  person_ref       text,
  -- The caller's own id, unique in the channel: a repeated request adds nothing.
  channel          text        not null,
  entry_id         text        not null,
  knowledge_entry  text,
  -- The full name, as in notifications.
  template_id      text,
  template_version integer,
  note             text,
  at               timestamptz not null,
  recorded_at      timestamptz not null default now(),
  recorded_by      text        not null,
  check ((phone is null) <> (person_ref is null)),
  check ((template_id is null) = (template_version is null))
) with (autovacuum_vacuum_scale_factor = 0.05);

create unique index timeline_entries_caller on timeline_entries (tenant, channel, entry_id);
create index timeline_entries_phone on timeline_entries (tenant, phone, id) where phone is not null;
create index timeline_entries_person_ref on timeline_entries (tenant, person_ref, id) where person_ref is not null;

-- One-time addresses that open the timeline of a person without the number in the address; each is valid for a minute.
create table timeline_links (
  -- SHA-256 of the token.
  token_hash bytea       primary key,
  tenant     text        not null,
  -- Either of them.
  phone      text,
  person_ref text,
  purpose    text        not null,
  ticket     text,
  created_by text        not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((phone is null) <> (person_ref is null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create index timeline_links_expired on timeline_links (tenant, expires_at);

-- Large exports: a job writes the file in compressed parts, which the api serves for a day.
create table exports (
  id         uuid        primary key default uuidv7(),
  tenant     text        not null,
  -- The job that writes it; its payload says what is exported, and may have a number.
  job        uuid,
  -- Whether it has numbers and texts in clear.
  clear      boolean     not null,
  rows       bigint      not null default 0,
  -- Compressed.
  bytes      bigint      not null default 0,
  created_at timestamptz not null default now(),
  created_by text        not null,
  -- When everything was written.
  done_at    timestamptz,
  -- When it is deleted; each part moves it.
  expires_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create table export_chunks (
  export_id uuid    not null references exports on delete cascade,
  -- From 0, in the order of the file.
  number    integer not null,
  -- A member of a gzip file (RFC 1952, section 2.2), so that all together are one.
  content   bytea   not null,
  primary key (export_id, number)
);

alter table export_chunks alter column content set storage external;
