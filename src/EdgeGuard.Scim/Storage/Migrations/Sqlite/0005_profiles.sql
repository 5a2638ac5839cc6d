-- How a connection is spoken to. profile: 0 any, 1 generic, 2 entra, 3 okta, 4 onelogin, 5 google, 6 ping, 7 jumpcloud. reassignment: 0 restore, 1 conflict.
-- retired_names: 0 reusable, 1 reserved. group_names: 0 separate, 1 adopt.
alter table connections add column profile integer not null default 0 check (profile between 0 and 7);
alter table connections add column reassignment integer not null default 0 check (reassignment in (0, 1));
alter table connections add column retired_names integer not null default 0 check (retired_names in (0, 1));
alter table connections add column group_names integer not null default 0 check (group_names in (0, 1));
