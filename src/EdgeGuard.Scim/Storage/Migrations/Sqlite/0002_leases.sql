-- terms_revision counts the changes of lease_ms and wait_lease_ms. epoch_version is the version at which the present epoch began: rows of
-- log up to it belong to earlier epochs and are never read. restore_mark marks a young epoch (FENCE section 2): it is set in the statement
-- that makes one, by a restore and by a detected loss alike, and cleared by a scim that has seen it for W.
alter table head add column terms_revision integer not null default 1;
alter table head add column epoch_version integer not null default 0;

-- The edges that may hold leases, by the administrator's name.
create table edges (
  key text primary key
) strict, without rowid;

-- hash is SHA-256 of the whole key.
create table edge_keys (
  id text primary key,
  edge text not null references edges (key) on delete cascade,
  hash blob not null unique check (length(hash) = 32),
  created_at integer not null
) strict;
create index edge_keys_by_edge on edge_keys (edge);
