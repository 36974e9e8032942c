-- Who of a tenant has a number. Without the tenant, a number that very many persons of one tenant have, such as one that stands for "none", made
-- the look-ups and erasures of all tenants read these persons.
create index recipients_tenant_numbers on recipients using gin (numbers, (array[tenant])) with (gin_pending_list_limit = 1024);
drop index recipients_numbers;
