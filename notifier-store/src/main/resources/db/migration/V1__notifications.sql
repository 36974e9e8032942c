-- Notifications, submissions and inbound messages. Written in batches by the stages plan (insert) and track (update).

-- The digests of the planned events; they detect duplicates for 90 days.
create table event_digests (
  -- The first 128 bits of SHA-256 over tenant, source and event id.
  digest          uuid        primary key,
  notification_id uuid        not null,
  -- The position of the event on Kafka. The same position again is a replay; another position is a duplicate.
  topic_id        uuid        not null,
  topic_partition integer     not null,
  topic_offset    bigint      not null,
  seen_at         timestamptz not null
);

create table notifications (
  -- A version 7 UUID, which increases with the planning time: inserts touch only the end of the index.
  id                   uuid        primary key,
  tenant               text        not null,
  source               text        not null,
  event_id             text        not null,
  type                 text        not null,
  lane                 text        not null,
  category             text        not null,
  -- In E.164 format; null if the number was rejected.
  phone                text,
  template_id          text,
  template_version     integer,
  locale               text,
  route                text,
  -- The route for which it was planned, if it failed over to another.
  first_route          text,
  -- The source address of the template; null if it is that of the route.
  sender               text,
  encoding             text,
  body                 text,
  segments             smallint    not null default 0,
  state                text        not null,
  reason               text,
  detail               text,
  confidence           text,
  possible_duplicate   boolean     not null default false,
  attempt              smallint    not null default 1,
  -- One bit for each segment (bit segment - 1), so that processing a response or receipt again changes nothing.
  accepted_segments    bigint      not null default 0,
  rejected_segments    bigint      not null default 0,
  delivered_segments   bigint      not null default 0,
  failed_segments      bigint      not null default 0,
  unconfirmed_segments bigint      not null default 0,
  -- The carrier's message id of each segment, in the order of the segments.
  message_ids          text[]      not null default '{}',
  expires_at           timestamptz,
  accepted_at          timestamptz not null,
  planned_at           timestamptz not null,
  submitted_at         timestamptz,
  -- When it reached a state after which no response or receipt is expected.
  finished_at          timestamptz,
  -- When the first of its submissions was left without a response.
  unconfirmed_since    timestamptz
) with (fillfactor = 45);
-- Each row is updated twice soon after its insert, in one transaction with its neighbours, so PostgreSQL cannot free
-- space in between. The updates stay on their pages (HOT) and touch no index only if each page has room for the next
-- version of every row. Measured: all updates are HOT, the table with its index is a fifth smaller than with a
-- fillfactor of 70, and PostgreSQL uses a sixth less CPU time.

-- Notifications with unconfirmed segments, and others to which an unmatched receipt may belong. It has few rows.
create index notifications_unconfirmed on notifications (id) where unconfirmed_segments <> 0 or possible_duplicate;

-- To find the unconfirmed notifications of a recipient's number.
create index notifications_unconfirmed_phone on notifications (phone)
  where unconfirmed_segments <> 0 or possible_duplicate;

-- Accounts at carriers. Message ids are unique only within an account, and a receipt may arrive on a link of any route
-- of the account. No personal data.
create table carrier_accounts (
  id        smallint primary key generated always as identity,
  host      text     not null,
  port      integer  not null,
  system_id text     not null,
  unique (host, port, system_id)
);

-- The account of each route, also of routes that are no longer configured.
create table route_accounts (
  route   text     primary key,
  account smallint not null references carrier_accounts (id)
);

-- The meanings of receipts, in the order of their trust.
create type receipt_outcome as enum
  ('IN_PROGRESS', 'UNKNOWN', 'EXPIRED', 'DELETED', 'UNDELIVERED', 'REJECTED', 'DELIVERED');

-- Matches responses with receipts, in whichever order they arrive. The wide columns come first, so that no bytes are
-- lost to alignment.
create table submissions (
  -- The recipient's number: the digits of E.164. 0 for a receipt without one.
  number              bigint          not null,
  responded_at        timestamptz,
  receipt_at          timestamptz,
  -- Null while the receipt has no response.
  notification_id     uuid,
  receipt_state       receipt_outcome,
  account             smallint        not null,
  segment             smallint,
  -- As the carrier wrote it; in canonical form if the form of the account's ids is known. A response without an id has
  -- a unique one that begins with a control character.
  message_id          text            not null,
  receipt_error       text,
  -- True if the id was given to two segments for the same number within two days: its receipts count for neither.
  ambiguous           boolean,
  -- Set while the receipt has no response, or is held back because its response is old. The columns do not change in
  -- between, and rows whose response came first never have them, so the usual update by a receipt touches no index.
  unmatched_since     timestamptz,
  -- The number in the receipt's other address, if both addresses are numbers.
  other_number        bigint,
  -- The position of the unchanged receipt on notifier.receipts, which keeps it for seven days.
  unmatched_partition integer,
  unmatched_offset    bigint,
  -- The ids, states and errors of a receipt that can be read in two ways, until it is linked.
  readings            text,
  -- How a receipt without a response was linked to its segment: by the form of its id, or by its number.
  linked_by           text,
  primary key (account, message_id, number)
) with (fillfactor = 50);
-- The messages to a number that wait for a receipt, and the receipts of a number that wait for a response.
create index submissions_number on submissions (number, responded_at);
create index submissions_unmatched on submissions (account, unmatched_since)
  where unmatched_since is not null and notification_id is null;
-- Receipts that are linked to a segment and perhaps not yet applied. It has few rows.
create index submissions_linked on submissions (account, unmatched_since)
  where unmatched_since is not null and notification_id is not null;

-- How the message ids of recent receipts and responses matched, by account. Older matches count less.
create table receipt_matches (
  account        smallint primary key,
  -- Matches by the conversion from the id of the receipt to the id of the response.
  as_is          integer  not null,
  same_number    integer  not null,
  decimal_to_hex integer  not null,
  hex_to_decimal integer  not null,
  -- Receipts with and without a response at the response deadline.
  matched        integer  not null,
  unmatched      integer  not null,
  -- Those without a response whose id belongs to a message to another number.
  other_number   integer  not null
);

-- Notifications that are planned although their time to live has passed. A sweep adds and removes them.
create table overdue_notifications (
  id         uuid        primary key,
  found_at   timestamptz not null
);

-- Messages from recipients.
create table inbound_messages (
  id              uuid        primary key,
  route           text        not null,
  phone           text        not null,
  address         text        not null,
  body            text        not null,
  -- The position on Kafka, so that a replay stores the message once.
  topic_partition integer     not null,
  topic_offset    bigint      not null,
  received_at     timestamptz not null,
  unique (topic_partition, topic_offset)
);

-- The time up to which each sweep is done.
create table sweeps (
  name        text        primary key,
  swept_until timestamptz not null
);
