-- Users: the people who work with Notifier, how they sign in, and their sessions.

-- Rows are never deleted: the audit and templates name users by their names.
create table users (
  id          uuid        primary key,
  version     integer     not null,
  tenant      text        not null references tenants,
  -- What the user types to sign in; the audit has it. It never changes, and no other user gets it.
  name        text        not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  -- For people.
  full_name   text        not null,
  roles       text[]      not null,
  -- What no role includes, such as seeing personal data in clear.
  rights      text[]      not null,
  created_at  timestamptz not null,
  -- The name of the caller, as in the next columns.
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  -- null = the user may sign in.
  disabled_at timestamptz,
  disabled_by text
);

create index users_tenant on users (tenant, name);

-- How a user signs in. Other instances read it at each sign-in.
create table user_credentials (
  user_id             uuid        primary key references users,
  -- Argon2id in the PHC format; null = the user has not used the first link.
  password_hash       text,
  password_changed_at timestamptz,
  -- AES-256-GCM with a key that is not in the database; null = the user has no authenticator app.
  totp_secret         bytea,
  -- A secret that the user has not confirmed with a code yet, and until when that is possible.
  totp_pending        bytea,
  totp_pending_until  timestamptz,
  -- The last time step whose code was accepted (RFC 6238): a code counts once.
  totp_step           bigint      not null default 0,
  -- SHA-256 of a one-time link; null = there is none.
  link_hash           bytea       unique,
  link_expires_at     timestamptz,
  -- Whether the use of the link removes all second factors.
  link_resets_factors boolean     not null default false,
  -- The roles and rights of the user when the link was made: it is of no use if the user has got others since.
  link_roles          text[],
  link_rights         text[],
  -- Passwords from networks from which the user never signed in, since the last complete sign-in from one of them.
  failures            integer     not null default 0,
  locked_until        timestamptz,
  -- Second factors from anywhere, since the last right one.
  factor_failures     integer     not null default 0,
  factor_locked_until timestamptz,
  -- Of any kind, since a session became complete; for the user to see.
  failed_attempts     integer     not null default 0
) with (fillfactor = 70);

-- The networks from which a user has signed in, at most 20 of each user. Each counts its own passwords, so that wrong
-- ones from elsewhere do not lock the user out there.
create table user_networks (
  user_id      uuid        not null references users,
  network      text        not null,
  last_used_at timestamptz not null,
  failures     integer     not null default 0,
  locked_until timestamptz,
  primary key (user_id, network)
);

-- Codes that replace the second factor once each.
create table user_recovery_codes (
  user_id uuid  not null references users,
  -- HMAC-SHA-256 of the code.
  hash    bytea not null,
  primary key (user_id, hash)
);

create table user_passkeys (
  -- Shown to people, in addresses and in the audit.
  id              uuid        primary key,
  -- As the authenticator made it (WebAuthn Level 3, 5.8.3). A user cannot take that of another.
  credential_id   bytea       not null unique,
  user_id         uuid        not null references users,
  -- For people, such as "office laptop".
  label           text        not null,
  -- The attested credential data (WebAuthn Level 3, 6.5.1), with the public key.
  credential      bytea       not null,
  sign_count      bigint      not null,
  -- Whether its maker may copy it to other devices of the user; that never changes.
  backup_eligible boolean     not null,
  transports      text[]      not null,
  created_at      timestamptz not null,
  last_used_at    timestamptz
);

create index user_passkeys_user on user_passkeys (user_id, created_at);

create table user_sessions (
  -- Shown to people; it is not the token.
  id               uuid        primary key,
  user_id          uuid        not null references users,
  -- SHA-256 of the token.
  token_hash       bytea       not null unique,
  created_at       timestamptz not null,
  -- By the user, not by a page that refreshes itself. Written at most once a minute.
  last_used_at     timestamptz not null,
  -- Whatever the user does, the session ends then.
  expires_at       timestamptz not null,
  -- A network, not an address, such as 203.0.113.*
  network          text        not null,
  -- The program of the user, for people, such as "Firefox on Windows".
  program          text        not null,
  -- When the second factor was last right, and which it was; null = it was not given yet.
  second_factor_at timestamptz,
  second_factor    text        check (second_factor in ('totp', 'passkey', 'recovery-code')),
  -- Attempts that failed between the sign-in before and this one.
  failed_before    integer     not null default 0,
  -- Codes that were tried before the session was complete.
  codes            integer     not null default 0,
  ended_at         timestamptz,
  -- Why: sign-out, ended by a user, and so on.
  end_reason       text
) with (fillfactor = 80);

create index user_sessions_user on user_sessions (user_id, created_at);

-- Who has taken over a version in review from an author who has left, and so cannot approve it either. The authors
-- themselves never change.
alter table template_versions add column handed_over_to text[] not null default '{}';

-- What a passkey has to sign: one for each session and ceremony, deleted by its first use.
create table user_challenges (
  session_id uuid        not null references user_sessions on delete cascade,
  ceremony   text        not null check (ceremony in ('registration', 'authentication')),
  -- Random.
  challenge  bytea       not null,
  expires_at timestamptz not null,
  primary key (session_id, ceremony)
);

comment on table users is 'No personal data of recipients: who works with Notifier';
comment on table user_credentials is 'No personal data of recipients: hashes, and secrets that are encrypted';
comment on table user_networks is 'No personal data of recipients: from which networks users sign in';
comment on table user_recovery_codes is 'No personal data of recipients: hashes';
comment on table user_passkeys is 'No personal data of recipients: public keys of users';
comment on table user_sessions is 'No personal data of recipients: the sessions of users';
comment on table user_challenges is 'No personal data of recipients: random numbers';
