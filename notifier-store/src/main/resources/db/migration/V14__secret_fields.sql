-- Texts with a secret: of the category OTP, or with a field that the event type marks as secret. They are never shown,
-- and are overwritten when their notification has ended, or an hour after their time to live.

-- Also true for the category OTP; rows of the release before are known by their category.
alter table notifications add column secret boolean not null default false;
