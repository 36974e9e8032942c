-- Creates the two roles of Notifier in the database of this connection, which must be new: the owner migrates the
-- schema, the application works with its rows and can neither change the schema nor the server. Run by psql as a
-- superuser; the image of PostgreSQL does so at its first start.
\set owner_password `cat /run/secrets/postgres.owner-password`
\set application_password `cat /run/secrets/notifier.postgres.password`
select current_database() as database \gset

create role notifier_owner login nosuperuser nocreatedb nocreaterole noreplication password :'owner_password';
create role notifier login nosuperuser nocreatedb nocreaterole noreplication password :'application_password';

alter database :"database" owner to notifier_owner;
revoke all on database :"database" from public;
grant connect on database :"database" to notifier;
revoke all on schema public from public;
grant usage on schema public to notifier;

alter default privileges for role notifier_owner in schema public
  grant select, insert, update, delete on tables to notifier;
alter default privileges for role notifier_owner in schema public
  grant usage, select on sequences to notifier;
