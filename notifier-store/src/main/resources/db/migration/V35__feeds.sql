-- What other programs follow: groups that are complete, and the published versions of templates. First groups: that they are
-- complete is published on notifier.statuses, at least once.

-- The completed_at that was published. Those of before are not published.
alter table notification_groups add column announced_at timestamptz;
update notification_groups set announced_at = completed_at where completed_at is not null;

-- The groups that are to be published, which are few.
create index notification_groups_unannounced on notification_groups (completed_at)
  where completed_at is not null and (announced_at is null or announced_at <> completed_at);

-- A completed group that a receiver refused has neither.
alter table webhook_failures alter column notification_id drop not null, alter column state drop not null;

-- The place of a template in the feed of templates: each change of its published version is a new one. Null if none was ever
-- published. A transaction that changes templates has a lock, so places become visible in their order.
create sequence template_publications;

alter table templates add column publication bigint;

update templates t set publication = o.place
from (
  select id, row_number() over (order by published_since, id) as place
  from templates where published_version is not null) o
where t.id = o.id;

select setval('template_publications', greatest(1, (select count(*) from templates where publication is not null)));

create index templates_by_publication on templates (publication);

-- A trigger, because programs of the release before publish as well during an update.
create function notifier_template_published() returns trigger language plpgsql as $$
begin
  new.publication := nextval('template_publications');
  return new;
end
$$;
create trigger templates_published before update on templates for each row
  when (old.published_version is distinct from new.published_version)
  execute function notifier_template_published();
