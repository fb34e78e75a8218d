-- Many resources at once, in any order: what must hold between them holds when the import settles, as references do.
-- For everybody else nothing changes: these constraints are still checked at once.

set local search_path = register, public;

alter table organisations drop constraint organisations_orgnr_valid_excl,
        add constraint organisations_number exclude using gist (orgnr with =, valid with &&) where (orgnr is not null)
        deferrable initially immediate;
alter table areas drop constraint areas_kind_code_valid_excl,
        add constraint areas_code exclude using gist (kind with =, code with =, valid with &&) where (code is not null)
        deferrable initially immediate;
alter table memberships drop constraint memberships_body_person_role_coalesce_coalesce1_certain_excl,
        add constraint memberships_once exclude using gist (body with =, person with =, role with =,
                coalesce(organisation, '') with =, coalesce(area, '') with =, certain with &&) where (person is not null)
        deferrable initially immediate;

-- The other way round of stamped(): the document's members, as text without the braces around them.
create function unstamped(text text, id text, tag text) returns text language sql immutable parallel safe as $$
        select substr(text, length(id) + 10, length(text) - length(id) - length(tag) - 105)
$$;
