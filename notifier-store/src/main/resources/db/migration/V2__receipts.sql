-- Receipts that wait for their answer, what is unconfirmed, and how carriers write their ids.

-- Set while a receipt waits, that is where it came first, and emptied when it has met its answer. None of it changes
-- in between, and rows whose answer came first never have it: so the usual update by a receipt touches no index.
alter table submissions
  add column waiting_since     timestamptz,
  -- E.164; the recipient, that is the source address of the receipt.
  add column waiting_phone     text,
  -- Where on notifier.receipts it stands, octet for octet, for seven days.
  add column waiting_partition integer,
  add column waiting_offset    bigint;
update submissions set waiting_since = receipt_at where notification_id is null;
drop index submissions_unmatched;
create index submissions_waiting on submissions (route, waiting_since) where waiting_since is not null;
-- A receipt that was given a segment by number and time keeps its number until the state is published.
create index submissions_waiting_phone on submissions (waiting_phone, route) where waiting_phone is not null;

alter table notifications
  -- The route it was planned for, where another one took it.
  add column first_route    text,
  -- When the first of its submissions was left without an answer.
  add column unconfirmed_since timestamptz;
-- What is unconfirmed, and what an unknown receipt may be about as well. Few rows are in it.
create index notifications_unconfirmed on notifications (id) where unconfirmed_segments <> 0 or possible_duplicate;

-- How the ids of receipts and answers met of late, by route; older ones count less and less.
create table receipt_matches (
  route          text    primary key,
  -- Pairs by what made the answer's id of the receipt's.
  as_is          integer not null,
  decimal_to_hex integer not null,
  hex_to_decimal integer not null,
  -- Receipts whose answer was known by the response deadline, and others.
  matched        integer not null,
  unmatched      integer not null
);
