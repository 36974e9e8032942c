-- What other channels told a person, so that the timeline shows it beside messages; docs/adr/0046 says why it is built so.
create table timeline_entries (
  -- A version 7 UUID of the time at which the person was told, so that it is the place in the timeline.
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
