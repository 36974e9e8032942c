-- Texts with one-time codes are overwritten when their notification has ended, or an hour after its time to live.

-- Texts that are not overwritten yet. It has few rows, and only notifications of this category change it.
create index notifications_secret_text on notifications (id) where category = 'OTP' and body <> '•••';
