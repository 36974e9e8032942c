-- The knowledge base: entries with their drafts and versions, and the log of searches.

-- The order in which entries are published or withdrawn: the place of each in the feed.
create sequence knowledge_publications;

create table knowledge_entries (
  tenant            text        not null,
  id                text        not null,
  -- The version in force; null if there is none.
  published_version integer,
  -- When it was published, or the last one withdrawn; null before the first publication, as are the next.
  published_since   timestamptz,
  publication       bigint,
  -- Incremented by each change of the version in force.
  revision          bigint      not null default 0,
  last_version      integer     not null default 0,
  -- How many variants the version in force has, which the limit of a tenant counts.
  published_variants integer    not null default 0,
  -- The draft; null if there is none.
  draft             jsonb,
  draft_authors     text[],
  -- The version on which it is based, or null.
  draft_based_on    integer,
  -- Incremented by each save and submission, and never reset, so that no two drafts have the same.
  draft_revision    integer     not null default 0,
  draft_updated_by  text,
  draft_updated_at  timestamptz,
  primary key (tenant, id)
);
create unique index knowledge_entries_publication on knowledge_entries (publication) where publication is not null;

-- Submitted versions. Only the state and who decided change.
create table knowledge_versions (
  tenant       text        not null,
  id           text        not null,
  version      integer     not null check (version > 0),
  state        text        not null check (state in ('IN_REVIEW', 'PUBLISHED', 'REPLACED', 'REJECTED', 'WITHDRAWN')),
  content      jsonb       not null,
  -- All operators who saved the draft.
  authors      text[]      not null,
  submitted_by text        not null,
  submitted_at timestamptz not null,
  -- Who published, rejected or withdrew it last.
  decided_by   text,
  decided_at   timestamptz,
  primary key (tenant, id, version),
  foreign key (tenant, id) references knowledge_entries (tenant, id)
);
create trigger knowledge_versions_immutable before update on knowledge_versions for each row
  when ((old.tenant, old.id, old.version, old.content, old.authors, old.submitted_by, old.submitted_at)
    is distinct from (new.tenant, new.id, new.version, new.content, new.authors, new.submitted_by, new.submitted_at))
  execute function notifier_reject_change();
create trigger knowledge_versions_no_delete before delete on knowledge_versions
  for each row execute function notifier_reject_change();

-- Each search of an inbound text or of a caller, for thresholds and for questions without an answer. A name that was not
-- recognised may be in a text, so it is erased with what knowledge_askers knows.
create table knowledge_searches (
  -- The inbound message, or a version 7 UUID.
  id        uuid        not null,
  at        timestamptz not null,
  -- The score of the best entry and of the second one; 0 without one.
  score     real        not null,
  second    real        not null,
  tenant    text        not null,
  channel   text        not null,
  language  text        not null,
  decision  text        not null check (decision in ('ANSWER', 'MENU', 'LANGUAGE_UNCERTAIN', 'NO_ENTRY_IN_LANGUAGE', 'NO_SIMILAR_QUESTION')),
  -- The best entry; null without one.
  entry     text,
  -- The text without numbers, identifiers and names; null when it was erased.
  text      text,
  -- What equal questions have in common; null when it was erased.
  question  text,
  -- What the sender did within 30 minutes; null if nothing is known.
  next      text,
  next_at   timestamptz,
  -- In the order of time, so that the oldest are deleted first.
  primary key (at, id)
);

-- For the last searches of a tenant, and those that got no answer.
create index knowledge_searches_tenant on knowledge_searches (tenant, at desc, id);
create index knowledge_searches_unanswered on knowledge_searches (tenant, at desc)
  where decision <> 'ANSWER' and question is not null;

-- Who has asked, for an hour or two: to know what the sender does next. After that, nothing says who asked.
create table knowledge_askers (
  phone text        not null,
  at    timestamptz not null,
  id    uuid        not null,
  primary key (phone, at, id)
);
create index knowledge_askers_at on knowledge_askers (at);

-- Groups of questions that an editor has dealt with; those that were asked later are shown again.
create table knowledge_questions (
  tenant     text        not null,
  language   text        not null,
  question   text        not null,
  handled_at timestamptz not null,
  handled_by text        not null,
  -- The entry that got it; null if it was dismissed.
  entry      text,
  primary key (tenant, language, question)
);
create index knowledge_questions_handled on knowledge_questions (handled_at);

comment on table knowledge_entries is 'No personal data: texts of the agency';
comment on table knowledge_versions is 'No personal data: texts of the agency';
comment on table knowledge_questions is 'No personal data: questions without numbers, identifiers and names';
