-- Kinds of events, as they are in force. The shipped ones are sown at the first start; from then on this table is the truth.
create table event_types (
  name       text        primary key,
  version    integer     not null,
  -- Digest of the shipped form that is in force; null once an operator changed it.
  seed       text,
  -- The whole form. Text and not jsonb, because people wrote it in an order that they want to find again.
  spec       json        not null,
  updated_at timestamptz not null
);

-- Every version there ever was. Rows are never changed.
create table event_type_versions (
  name       text        not null,
  version    integer     not null,
  seed       text,
  spec       json        not null,
  -- Whether callers or templates of the version before had to follow.
  breaking   boolean     not null,
  changed_at timestamptz not null,
  -- "shipped", or who called.
  changed_by text        not null,
  primary key (name, version)
);
