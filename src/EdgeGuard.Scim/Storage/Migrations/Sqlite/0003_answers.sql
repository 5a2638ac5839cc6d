-- How a connection's answers wait for the fence (FENCE section 6). fence: 0 strict, 1 report, 2 off. fence_losses: losing a role or a group is fenced too.
alter table connections add column fence integer not null default 0 check (fence in (0, 1, 2));
alter table connections add column fence_losses integer not null default 0 check (fence_losses in (0, 1));

-- tenants.fenced_version is of the tenant's own status. inside_fenced_version is the newest fence-flagged version of the tenant or of anything in it;
-- loss_fenced_version the newest of those by which users lost roles or groups. A tenant that is made anew begins with those of its tombstone.
alter table tenants add column inside_fenced_version integer not null default 0;
alter table tenants add column loss_fenced_version integer not null default 0;
update tenants set inside_fenced_version = max(
  fenced_version,
  (select ifnull(max(u.fenced_version), 0) from users u where u.tenant_row = tenants.row),
  (select ifnull(max(t.fenced_version), 0) from tombstones t where t.tenant = tenants.key));
update tenants set fenced_version = max(
  fenced_version, (select ifnull(max(t.fenced_version), 0) from tombstones t where t.kind = 1 and t.tenant = tenants.key));

-- The newest removal of a tenant: the last of this index.
create index tombstones_of_tenants on tombstones (fenced_version) where kind = 1;
