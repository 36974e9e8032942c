-- The list and the counts of unconfirmed notifications read this index in the order of the ids. After an outage, it had
-- a row for each message that was sent again, although few of them are unconfirmed. Receipts are still searched among
-- both, by number.
--
-- PostgreSQL reads each day once, and those who write wait meanwhile.
drop index notifications_unconfirmed;
create index notifications_unconfirmed on notifications (id) where unconfirmed_segments <> 0;

-- A day may be being copied: its copy takes the place of the partition later.
do $$
declare
  former regclass;
begin
  if to_regclass('notifications_copy') is not null then
    for former in
      select indexrelid::regclass from pg_index
      where indrelid = to_regclass('notifications_copy')
        and pg_get_indexdef(indexrelid) ~ '\(id\) WHERE .*possible_duplicate'
    loop
      execute format('drop index %s', former);
    end loop;
    create index on notifications_copy (id) where unconfirmed_segments <> 0;
  end if;
end
$$;

-- Whether a segment got a final receipt before some time; of a notification with several segments: all of them did. One
-- that may have been sent twice has a receipt for each, of which this one may be the other, so that is unknown.
create or replace function has_receipt_before(notification uuid, segment smallint, before timestamptz) returns boolean
language plpgsql
as $$
begin
  return exists (
    select from notifications n
    where n.id = notification and n.finished_at < before and not n.possible_duplicate
      and (coalesce(n.delivered_segments, 0) | coalesce(n.failed_segments, 0)) >> (segment - 1) & 1 = 1);
end
$$;
