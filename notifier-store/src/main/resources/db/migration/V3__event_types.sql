-- Event types and all their versions.

-- The versions in force. The first start inserts the shipped event types; then this table is authoritative.
create table event_types (
  name        text        primary key,
  version     integer     not null,
  -- The digest of the shipped event type if it is in force; null after an operator changed it.
  seed_digest text,
  -- json, not jsonb: it keeps the order of the fields as the author wrote them.
  spec        json        not null,
  updated_at  timestamptz not null
);

-- All versions. Rows are never changed.
create table event_type_versions (
  name        text        not null,
  version     integer     not null,
  seed_digest text,
  spec        json        not null,
  -- Whether the version is incompatible with callers or templates of the version before.
  breaking    boolean     not null,
  changed_at  timestamptz not null,
  -- "shipped", or the name of the operator.
  changed_by  text        not null,
  primary key (name, version)
);
