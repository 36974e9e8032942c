-- Templates: versions, drafts, audit and registrations with carriers.

create table templates (
  id                text        primary key,
  -- Its data fills the template; the same in every version.
  event_type        text        not null,
  -- The version in force; null if there is none.
  published_version integer,
  -- When the version in force last changed.
  published_since   timestamptz not null,
  -- Incremented by each change that workers need: the version in force, and registrations.
  revision          bigint      not null,
  last_version      integer     not null
);

-- Submitted versions. Only the state and the publication time change.
create table template_versions (
  template     text        not null references templates (id),
  version      integer     not null check (version > 0),
  state        text        not null,
  source       jsonb       not null,
  -- All operators who saved the draft.
  authors      text[]      not null,
  submitted_by text        not null,
  submitted_at timestamptz not null,
  -- The publication time, while the state is SCHEDULED.
  publish_at   timestamptz,
  primary key (template, version)
);
create index template_versions_scheduled on template_versions (publish_at) where state = 'SCHEDULED';

-- Drafts: at most one for each template, also for templates without a version.
create table template_drafts (
  template   text        primary key,
  source     jsonb       not null,
  authors    text[]      not null,
  -- The version on which it is based, or null.
  based_on   integer,
  -- Incremented by each save.
  revision   integer     not null,
  updated_by text        not null,
  updated_at timestamptz not null
);

-- Each action on a template: who, when and why. Append-only.
create table template_audit (
  id       bigint      generated always as identity primary key,
  template text        not null,
  version  integer,
  action   text        not null,
  at       timestamptz not null,
  actor    text        not null,
  reason   text        not null,
  -- Details such as the publication time or the fields of a registration.
  detail   jsonb       not null
);
create index template_audit_by_template on template_audit (template, id);

-- Registrations of templates with carriers.
create table template_registrations (
  template      text        not null references templates (id),
  carrier       text        not null,
  registered_id text        not null,
  status        text        not null,
  -- The maximum length of each parameter in characters, by its name.
  max_lengths   jsonb       not null,
  valid_from    timestamptz,
  valid_until   timestamptz,
  updated_by    text        not null,
  updated_at    timestamptz not null,
  primary key (template, carrier)
);

create function notifier_reject_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % must not be changed or deleted', tg_table_name;
end
$$;
create trigger template_audit_append_only before update or delete on template_audit
  for each row execute function notifier_reject_change();
create trigger template_versions_immutable before update on template_versions for each row
  when ((old.template, old.version, old.source, old.authors, old.submitted_by, old.submitted_at)
    is distinct from (new.template, new.version, new.source, new.authors, new.submitted_by, new.submitted_at))
  execute function notifier_reject_change();
create trigger template_versions_no_delete before delete on template_versions
  for each row execute function notifier_reject_change();
