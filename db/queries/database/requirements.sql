-- What the database lacks before the schema can be made: each in words, and as a statement for its administrator.
with login as (
        select oid, rolname, rolsuper, rolsuper or rolcreaterole as may_make_roles from pg_roles where rolname = current_user
), role as (
        select wanted, (select oid from pg_roles where rolname = wanted) as oid
        from unnest('{samrad_service,samrad_reader}'::text[]) wanted
), extension as (
        select wanted, e.extname is not null as installed, v.name is not null as available, coalesce(v.trusted, false) as trusted
        from unnest('{btree_gist,pg_trgm,fuzzystrmatch}'::text[]) wanted
        left join pg_extension e on e.extname = wanted
        left join pg_available_extension_versions v on v.name = wanted
                and v.version = (select default_version from pg_available_extensions a where a.name = wanted)
)
select 'PostgreSQL 15 or later is needed; this is ' || current_setting('server_version') as lacks, '' as statement
from login where current_setting('server_version_num')::int < 150000
union all
select 'The encoding must be UTF8; that of this database is ' || pg_encoding_to_char(encoding),
       format('create database %I owner %I template template0 encoding ''UTF8'';', datname || '_utf8', current_user)
from pg_database where datname = current_database() and pg_encoding_to_char(encoding) <> 'UTF8'
union all
select 'The collation nb-x-icu is missing: the server must be built with ICU, and the encoding be one that it has', ''
from login where not exists (
        select from pg_collation where collname = 'nb-x-icu'
        and collencoding in (-1, (select encoding from pg_database where datname = current_database())))
union all
select format('The login %s may not create schemas in this database', current_user),
       format('grant create on database %I to %I;', current_database(), current_user)
from login where not has_database_privilege(current_database(), 'create')
union all
select format('The role %s is missing, and the login %s may not make it', wanted, rolname),
       format('create role %I nologin; grant %1$I to %I;', wanted, rolname)
from role, login where role.oid is null and not may_make_roles
union all
select format('The login %s is not a member of the role %s', rolname, wanted), format('grant %I to %I;', wanted, rolname)
from role, login where not may_make_roles and not pg_has_role(login.oid, role.oid, 'member')
union all
select format('The extension %s is not there: the server lacks the package with its extensions (postgresql-contrib)', wanted), ''
from extension where not installed and not available
union all
select format('The login %s may not make the extension %s', rolname, wanted), format('create extension %I schema public;', wanted)
from extension, login
where not installed and available and not rolsuper
  and not (trusted and has_database_privilege(current_database(), 'create'))
