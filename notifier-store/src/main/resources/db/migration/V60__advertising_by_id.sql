-- The advertisements that a number got in a day are found by their ids, which increase with the time of planning. With planned_at in
-- an index, a message that has waited for a time was no HOT update when it was planned again: its row got a new entry in each index.
--
-- PostgreSQL reads each day once, and those who write wait meanwhile.
drop index notifications_advertising;

create index notifications_advertising on notifications (phone, tenant, id)
  where category = 'ADVERTISING' and template_id is not null;

-- A day may be being copied: its copy takes the place of the partition later.
do $$
declare
  former regclass;
begin
  if to_regclass('notifications_copy') is not null then
    for former in
      select i.indexrelid::regclass from pg_index i
      where i.indrelid = to_regclass('notifications_copy')
        and pg_get_indexdef(i.indexrelid) like '%(phone, tenant, planned_at)%'
    loop
      execute format('drop index %s', former);
    end loop;
    create index on notifications_copy (phone, tenant, id)
      where category = 'ADVERTISING' and template_id is not null;
  end if;
end
$$;
