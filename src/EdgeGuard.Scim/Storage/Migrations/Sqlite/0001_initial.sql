-- Columns named *_row hold internal row numbers; they never leave the database. Those of tenants, connections, users and groups are
-- never used again (autoincrement), so that one remembered across transactions cannot come to name another's row.
-- Instants are Unix milliseconds, hashes 16 bytes (Hash128), booleans 0 or 1. fenced_version is the version of the newest fence-flagged entry that touched the row (FENCE section 6).

-- The end of the log: one row. key_check tells the environment key that all hashes and digests here are made with. lease_ms is L, wait_lease_ms is Lw >= L (FENCE section 1); restore_mark is set by a restore.
create table head (
  one integer primary key check (one = 1),
  epoch blob not null check (length(epoch) = 16),
  version integer not null check (version between 0 and 9007199254740992),
  digest blob not null check (length(digest) = 16),
  key_check blob not null check (length(key_check) = 16),
  lease_ms integer not null check (lease_ms > 0),
  wait_lease_ms integer not null check (wait_lease_ms >= lease_ms),
  restore_mark blob
) strict;

-- The running scim processes and their ticks (FENCE section 2, step 2).
create table scim (
  inc blob primary key,
  url text not null,
  tick integer not null
) strict, without rowid;

create table log (
  version integer primary key,
  digest blob not null,
  fenced integer not null,
  committed_at integer not null,
  entry blob not null
) strict;

-- reborn: a tenant of this key was deleted before; tokens issued for its users must not fit the users of this one.
create table tenants (
  row integer primary key autoincrement,
  key text not null unique,
  suspended integer not null,
  reborn integer not null,
  fenced_version integer not null default 0
) strict;

-- tenant_row is null for a global role. patterns is a JSON array of text.
create table roles (
  row integer primary key,
  tenant_row integer references tenants (row),
  key text not null,
  patterns text not null
) strict;
create unique index roles_by_key on roles (ifnull(tenant_row, 0), key);

-- expires_at is -1 for never.
create table tenant_features (
  tenant_row integer not null references tenants (row),
  feature text not null,
  expires_at integer not null,
  primary key (tenant_row, feature)
) strict, without rowid;

-- id is the opaque name in the SCIM URL, key the administrator's name.
create table connections (
  row integer primary key autoincrement,
  tenant_row integer not null references tenants (row),
  key text not null unique,
  id text not null unique
) strict;
create index connections_by_tenant on connections (tenant_row);

-- hash is SHA-256 of the whole token.
create table credentials (
  id text primary key,
  connection_row integer not null references connections (row) on delete cascade,
  hash blob not null unique check (length(hash) = 32),
  created_at integer not null,
  expires_at integer,
  last_used_at integer
) strict;
create index credentials_by_connection on credentials (connection_row);

-- Either an exact group name with its role, or a prefix whose rest is the role.
create table rules (
  row integer primary key,
  key text not null unique,
  connection_row integer not null references connections (row) on delete cascade,
  group_name text,
  role text,
  prefix text,
  check ((group_name is null) = (role is null) and (group_name is null) <> (prefix is null))
) strict;
create index rules_by_connection on rules (connection_row);

-- user_name_key is the user name folded exactly as the subject hash folds it. resource is the SCIM resource as JSON.
create table users (
  row integer primary key autoincrement,
  id text not null unique,
  tenant_row integer not null references tenants (row),
  connection_row integer not null references connections (row),
  user_name text not null,
  user_name_key text not null,
  external_id text,
  active integer not null,
  not_before integer not null,
  resource text not null,
  revision integer not null,
  created integer not null,
  last_modified integer not null,
  fenced_version integer not null default 0
) strict;
create unique index users_by_user_name on users (tenant_row, user_name_key);
create unique index users_by_external_id on users (tenant_row, external_id) where external_id is not null;
create index users_by_connection on users (connection_row);

create table user_emails (
  connection_row integer not null,
  email_key text not null,
  user_row integer not null references users (row) on delete cascade,
  primary key (connection_row, email_key, user_row)
) strict, without rowid;
create index user_emails_by_user on user_emails (user_row);

-- roles is a JSON array of role keys: what the connection's rules make of display_name.
create table groups (
  row integer primary key autoincrement,
  id text not null unique,
  tenant_row integer not null references tenants (row),
  connection_row integer not null references connections (row),
  display_name text not null,
  display_name_key text not null,
  external_id text,
  roles text not null,
  resource text not null,
  revision integer not null,
  created integer not null,
  last_modified integer not null
) strict;
create unique index groups_by_external_id on groups (tenant_row, external_id) where external_id is not null;
create index groups_by_connection on groups (connection_row);
create index groups_by_name on groups (connection_row, display_name_key);

create table memberships (
  group_row integer not null references groups (row),
  user_row integer not null references users (row),
  primary key (group_row, user_row)
) strict, without rowid;
create index memberships_by_user on memberships (user_row, group_row);

-- What was deleted, without personal data. kind: 1 tenant, 2 user. No foreign keys: a tombstone outlives its tenant.
create table tombstones (
  row integer primary key,
  kind integer not null,
  tenant text not null,
  id text not null,
  deleted_at integer not null,
  fenced_version integer not null default 0,
  unique (kind, tenant, id)
) strict;

-- Subject keys (as the log's hashes) that a user gave up by deletion or change. Whoever takes one over afterwards starts with
-- not_before at that instant, so that no token issued to the one before fits.
create table retired_keys (
  key blob primary key check (length(key) = 16),
  user_id text not null,
  retired_at integer not null
) strict, without rowid;
