-- The API key that sent the event, so that its messages are found and can be cancelled.
alter table notifications add column key_id text;

comment on column notifications.key_id is 'The readable part of the API key; null without a stored key';

-- A day may be being copied: the copy is attached later.
do $$
begin
  if to_regclass('notifications_copy') is not null then
    alter table notifications_copy add column key_id text;
  end if;
end
$$;
