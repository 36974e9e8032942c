-- The wordings that operators write, what was decided about them, and which is in force.

create table templates (
  id           text        primary key,
  -- Whose data it uses; the same in every version.
  event_type   text        not null,
  -- In force; null = none.
  published    integer,
  since        timestamptz not null,
  -- Grows with everything that workers have to hear of: what is in force, and what carriers approved.
  revision     bigint      not null,
  last_version integer     not null
);

-- What stands in review or beyond it. The wording never changes; the state does.
create table template_versions (
  template     text        not null references templates (id),
  version      integer     not null check (version > 0),
  state        text        not null,
  source       jsonb       not null,
  -- Everybody who saved the draft that it was made from.
  authors      text[]      not null,
  submitted_by text        not null,
  submitted_at timestamptz not null,
  -- When it is to be published, while its state is SCHEDULED.
  publish_at   timestamptz,
  primary key (template, version)
);
create index template_versions_scheduled on template_versions (publish_at) where state = 'SCHEDULED';

-- What is being written; at most one for each template, which need not have any version yet.
create table template_drafts (
  template   text        primary key,
  source     jsonb       not null,
  authors    text[]      not null,
  -- The version it began with, or null.
  based_on   integer,
  -- Grows with each saving.
  revision   integer     not null,
  updated_by text        not null,
  updated_at timestamptz not null
);

-- Who did what, when and why. Rows are only ever added.
create table template_audit (
  seq      bigint      generated always as identity primary key,
  template text        not null,
  version  integer,
  action   text        not null,
  at       timestamptz not null,
  by       text        not null,
  why      text        not null,
  -- More of it, such as the time of a publication or the fields of a registration.
  detail   jsonb       not null
);
create index template_audit_by_template on template_audit (template, seq);

-- What carriers know of a template.
create table template_registrations (
  template      text        not null references templates (id),
  carrier       text        not null,
  registered_id text        not null,
  status        text        not null,
  -- Characters at most, by the name of the parameter.
  max_lengths   jsonb       not null,
  valid_from    timestamptz,
  valid_until   timestamptz,
  updated_by    text        not null,
  updated_at    timestamptz not null,
  primary key (template, carrier)
);

create function notifier_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name;
end
$$;
create trigger template_audit_is_kept before update or delete on template_audit
  for each row execute function notifier_refuse_change();
create trigger template_wording_is_kept before update on template_versions for each row
  when ((old.template, old.version, old.source, old.authors, old.submitted_by, old.submitted_at)
    is distinct from (new.template, new.version, new.source, new.authors, new.submitted_by, new.submitted_at))
  execute function notifier_refuse_change();
create trigger template_versions_stay before delete on template_versions
  for each row execute function notifier_refuse_change();

-- The source address that the wording asked for; null = the route's.
alter table notifications add column sender text;
