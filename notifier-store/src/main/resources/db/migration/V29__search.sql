-- Notifications are found by their business key, their batch and their group; docs/adr/0038 has the plans of the searches.
-- Each index has only the rows with such a value, so other messages cost nothing.
--
-- PostgreSQL reads each day once for each index, and those who write wait meanwhile.

-- Few rows have the same key, and they are sorted after they were read, so a hash index is enough: it costs an insert two
-- thirds of what a B-tree costs.
create index notifications_subject on notifications using hash (subject_digest) where subject_digest is not null;

-- A batch or a group may have millions of rows, which are read in the order of their ids, a page at a time. Neighbours are
-- inserted one after the other, mostly at the same place of the index.
create index notifications_batch on notifications (batch_id, id) where batch_id is not null;
create index notifications_group on notifications (group_id, id) where group_id is not null;

-- A day may be being copied: its copy takes the place of the partition later.
do $$
begin
  if to_regclass('notifications_copy') is not null then
    create index on notifications_copy using hash (subject_digest) where subject_digest is not null;
    create index on notifications_copy (batch_id, id) where batch_id is not null;
    create index on notifications_copy (group_id, id) where group_id is not null;
  end if;
end
$$;

-- Texts that recipients have asked about and that were not sent by us, by day: how often each was seen.
create table foreign_texts (
  -- In UTC.
  day         date    not null,
  -- The first 128 bits of an HMAC over the text, without case, diacritics and punctuation.
  text_digest uuid    not null,
  reports     integer not null default 1,
  tenant      text    not null,
  primary key (day, tenant, text_digest)
);

comment on table foreign_texts is 'No personal data: keyed digests of texts, with the number of reports of a day';
