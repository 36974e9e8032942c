-- Only the owner writes the history of the schema. The default privileges that give the application its tables include
-- this one: without its rows, no program accepts the schema, and "migrate" would create it again.
do $$
declare
  writer text;
begin
  -- Two programs may do this at the same time.
  perform pg_advisory_xact_lock(1852797033, 101);
  for writer in
    select distinct case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end
      from pg_class c, aclexplode(c.relacl) acl
     where c.oid = '${flyway:table}'::regclass
       and pg_has_role(c.relowner, 'usage')
       and acl.grantee <> c.relowner
       and acl.privilege_type <> 'SELECT'
  loop
    execute format(
      'revoke insert, update, delete, truncate, references, trigger on ${flyway:table} from %s', writer);
  end loop;
  -- The application only appends to the audit, whatever has been granted since.
  if to_regproc('make_append_only') is not null then
    perform make_append_only(c.relname)
    from pg_class c
    where c.oid in (to_regclass('audit'), to_regclass('audit_blocks'))
      or c.oid in (select i.inhrelid from pg_inherits i where i.inhparent = to_regclass('audit'));
    perform restrict_audit_functions();
  end if;
end
$$;
