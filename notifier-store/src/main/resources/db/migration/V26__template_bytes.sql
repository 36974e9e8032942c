-- How large the templates of each tenant other than the national one are, as JSON: what api and worker keep in memory, or
-- may have to keep. Each change of a tenant's templates counts those of the tenant again, so the sum of all tenants is
-- known without reading their templates.
create table template_bytes (
  tenant text   primary key,
  bytes  bigint not null
);

comment on table template_bytes is 'No personal data';

insert into template_bytes (tenant, bytes)
select tenant, sum(octet_length(source::text)) from (
  select t.tenant, v.source from templates t join template_versions v on v.template = t.id
  where t.tenant <> 'default'
    and (v.state in ('SCHEDULED', 'PUBLISHED')
      or v.state in ('IN_REVIEW', 'APPROVED', 'REPLACED') and v.version > t.last_version - 20)
  union all
  select tenant, source from template_drafts where tenant <> 'default') kept
group by tenant;
