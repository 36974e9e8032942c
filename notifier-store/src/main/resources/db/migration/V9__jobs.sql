-- Work that takes longer than a request or is repeated: each job is done in small steps, by any worker, and continues
-- where the last step ended.

create table jobs (
  id          uuid        primary key default uuidv7(),
  -- Null = a job of the system.
  tenant      text,
  -- The name of the kind, which knows what to do.
  kind        text        not null,
  -- A periodic job never ends: it is due again some time after it is done. There is one for each such kind.
  periodic    boolean     not null default false,
  -- What to do. May contain personal data, as may the position: both are deleted when the job is done or cancelled.
  payload     jsonb,
  -- Where the next step begins; null = at the beginning.
  position    jsonb,
  -- How much is done, of how much if that is known, in units of the kind. Of a periodic job: in this run, or in the last.
  done        int8        not null default 0,
  total       int8,
  state       text        not null default 'waiting'
              check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- The worker that does a step at this moment, and until when no other worker may; null between steps.
  lease_owner text,
  lease_until timestamptz,
  -- How often the next step has failed.
  attempts    int4        not null default 0,
  -- When the next step may begin: after a pause, or later after a failure.
  next_run_at timestamptz not null default now(),
  -- Since when the next step should have been done; of a periodic job: the whole run. A failure does not change it.
  due_at      timestamptz not null default now(),
  -- Why the last step failed; null after a success. No personal data.
  error       text,
  created_at  timestamptz not null default now(),
  created_by  text        not null,
  started_at  timestamptz,
  ended_at    timestamptz,
  cancelled_by text,
  check ((ended_at is null) = (state in ('waiting', 'running')))
) with (
  -- Few rows change, and these change often: the share of a large table would be reached too late.
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 2000
);

-- Only what is open, so that jobs that have ended cost nothing.
create index jobs_open on jobs (kind, next_run_at) where state in ('waiting', 'running');

-- What operators have to look at.
create index jobs_failed on jobs (id) where state = 'failed';

create unique index jobs_periodic on jobs (kind) where periodic;
