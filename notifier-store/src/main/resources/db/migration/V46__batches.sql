-- Batches: files whose lines become messages; docs/adr/0062 says why they are stored so.
create table batches (
  id               uuid        primary key default uuidv7(),
  -- Each change of the row has the next one, so that no one decides about what is not so any more.
  version          integer     not null default 1,
  tenant           text        not null,
  name             text        not null,
  event_type       text        not null,
  -- Pinned when the lines were read: all have the same rules and the same text.
  type_version     integer,
  -- The full name, as in notifications.
  template_id      text,
  template_version integer,
  -- csv, tsv, ndjson or xlsx.
  file_kind        text        not null,
  file_bytes       bigint      not null default 0,
  file_sha256      bytea,
  -- Why the same file is sent again; null if it is the first of its type.
  again            text,
  -- How the file is read, as far as someone has said so, and how often that has changed.
  settings         jsonb       not null default '{}',
  settings_number  integer     not null default 1,
  state            text        not null,
  -- What must be said before the file can be read. May have values of the file.
  question         jsonb,
  -- Why the file cannot be read, or why the batch is paused; without personal data.
  reason           text,
  -- How the file was read, and the faults of its lines by kind. May have values of the file.
  summary          jsonb,
  -- Lines of the file without blank ones; those that can be sent, and those that cannot.
  read_lines       integer     not null default 0,
  valid_lines      integer     not null default 0,
  refused_lines    integer     not null default 0,
  -- Chunks of lines that can be sent.
  chunks           integer     not null default 0,
  -- The feeder's position: the next chunk, and how many lines were sent before it.
  next_chunk       integer     not null default 0,
  fed_lines        integer     not null default 0,
  -- The dry run on which the release is based, and how many messages that was.
  dry_run          uuid,
  -- How it is sent; the sending hours are in Vietnam time, and both or neither of their ends are there.
  start_at         timestamptz,
  sending_from     time,
  sending_until    time,
  finish_by        timestamptz,
  max_per_second   integer,
  created_at       timestamptz not null default now(),
  created_by       text        not null,
  -- Who asked for the release, if another person has to release it.
  requested_by     text,
  released_at      timestamptz,
  released_by      text,
  -- When the state changed.
  changed_at       timestamptz not null default now(),
  -- When it has ended: sent and done, cancelled, or not readable.
  ended_at         timestamptz,
  -- When its lines were deleted.
  cleared_at       timestamptz,
  -- The batch whose failed lines it has.
  retry_of         uuid,
  check ((sending_from is null) = (sending_until is null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The list of a tenant, and the same file sent again.
create index batches_tenant on batches (tenant, id);
create unique index batches_file on batches (tenant, event_type, file_sha256)
  where again is null and file_sha256 is not null and state <> 'UNREADABLE';

-- What the feeder looks at, what is being received, and whose lines are deleted.
create index batches_running on batches (state, id) where state in ('RECEIVING', 'RUNNING', 'PAUSED', 'SENT');
create index batches_uncleared on batches (ended_at) where ended_at is not null and cleared_at is null;

-- The file as it arrived, in parts of 1 MiB; deleted when the batch is released or has ended.
create table upload_chunks (
  batch_id uuid    not null references batches on delete cascade,
  -- From 0.
  number   integer not null,
  bytes    bytea   not null,
  primary key (batch_id, number)
);

-- Lines that can be sent: JSON lines, compressed.
create table batch_chunks (
  batch_id    uuid    not null references batches on delete cascade,
  -- From 0, in the order of the file.
  chunk       integer not null,
  first_line  integer not null,
  valid_lines integer not null,
  bytes       bytea   not null,
  primary key (batch_id, chunk)
);

-- Lines that cannot be sent, as they are in the file, and their faults: JSON lines, compressed.
create table batch_refused (
  batch_id uuid    not null references batches on delete cascade,
  chunk    integer not null,
  lines    integer not null,
  bytes    bytea   not null,
  primary key (batch_id, chunk)
);

-- What a batch would do.
create table batch_dry_runs (
  id              uuid        primary key default uuidv7(),
  batch_id        uuid        not null references batches on delete cascade,
  -- Of what it was computed.
  settings_number integer     not null,
  created_at      timestamptz not null default now(),
  created_by      text        not null,
  -- Null while it is computed. May have texts of messages.
  result          jsonb,
  -- How many messages would be sent.
  messages        integer,
  done_at         timestamptz,
  -- Why it has failed; without personal data.
  error           text
);

create index batch_dry_runs_batch on batch_dry_runs (batch_id, id);

alter table upload_chunks alter column bytes set storage external;
alter table batch_chunks alter column bytes set storage external;
alter table batch_refused alter column bytes set storage external;
