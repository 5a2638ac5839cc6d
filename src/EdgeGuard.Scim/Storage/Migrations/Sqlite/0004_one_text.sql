-- The expression of the index is what ON CONFLICT names, and that text is the same for every database.
drop index roles_by_key;
create unique index roles_by_key on roles (coalesce(tenant_row, 0), key);
