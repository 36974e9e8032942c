-- Templates of tenants. The id of a template and the template of its versions, draft, audit and registrations are its full
-- name: <tenant>/<id>, and for the national tenant "default" the id alone. So all existing rows are those of the national
-- tenant, and programs of the release before neither read the templates of other tenants as national ones nor write into
-- them. Tenant and name are generated, so they cannot differ from the id.

alter table templates
  add column tenant text not null generated always as
    (case when strpos(id, '/') = 0 then 'default' else split_part(id, '/', 1) end) stored,
  add column name text not null generated always as (substr(id, strpos(id, '/') + 1)) stored,
  add constraint templates_full_name check (
    id !~ '/' or (id ~ '^[^/]+/[^/]+$' and id not like 'default/%'));
create unique index templates_by_tenant on templates (tenant, name);

alter table template_drafts
  add column tenant text not null generated always as
    (case when strpos(template, '/') = 0 then 'default' else split_part(template, '/', 1) end) stored,
  add column name text not null generated always as (substr(template, strpos(template, '/') + 1)) stored,
  add constraint template_drafts_full_name check (
    template !~ '/' or (template ~ '^[^/]+/[^/]+$' and template not like 'default/%'));
create unique index template_drafts_by_tenant on template_drafts (tenant, name);
