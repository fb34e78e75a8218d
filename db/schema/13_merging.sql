-- Merging of duplicates. If two resources describe the same thing, one is merged into the other: all references to it are changed to
-- the other, and it is deleted. Its last change names the resource that replaces it. Its own content remains in its history.

set local search_path = register, public;

-- The resource that replaces a merged one, also if that one was merged again; null if the resource was not merged, or if its
-- replacement was deleted. The function reads the tables of the search path: those of the present, or of what was known.
create function successor(of_collection text, of_id text) returns text language plpgsql stable as $$
declare
        found text := of_id;
        next  text := of_id;
begin
        for n in 1..100 loop
                select merged_into into next from change
                where collection = of_collection and id = found order by version desc limit 1;
                exit when next is null;
                found := next;
        end loop;
        return (select id from resource where collection = of_collection and id = found and found <> of_id);
end $$;

-- The two resources of a merge, and all resources that refer to the one that is merged, each with the JSON pointers of these
-- references. Minutes have the id of their meeting, so they are merged with it.
create function merged_with(of_collection text, of_id text, into_id text)
returns table (collection text, id text, pointers text[]) language sql stable as $$
        select r.collection, r.id, array_agg(r.pointer order by r.pointer)
        from register.reference as r
        where r.target_id = of_id and r.target_collection in (of_collection, case of_collection when 'meetings' then 'minutes' end)
        group by 1, 2
        union all
        select of_collection, one, '{}' from unnest(array[of_id, into_id]) as one
$$;

-- Whether a merge would write a resource with restricted members.
create function merge_writes_restricted(of_collection text, of_id text, into_id text) returns boolean language plpgsql stable as $$
declare
        name   text;
        hidden boolean := false;
begin
        for name in select distinct collection from register.merged_with(of_collection, of_id, into_id) loop
                execute format('select exists (select from register.%I as t join register.merged_with($1, $2, $3) as m on m.collection = %L and m.id = t.id
                                               where t.restricted is not null)', name, name)
                into hidden using of_collection, of_id, into_id;
                exit when hidden;
        end loop;
        return hidden;
end $$;

-- The faults of a merge that can be found before it is made.
create function merge_faults(of_collection text, of_id text, into_id text)
returns table (pointer text, code text, arg0 text, arg1 text) language sql stable as $$
        select '/into', 'merge_itself', null, null where of_id = into_id
        union all
        select '/into', case when went is null then 'unknown_reference' else 'merged_away' end, into_id, coalesce(went, of_collection)
        from (select register.successor(of_collection, into_id) as went) as other
        where not exists (select from register.resource where collection = of_collection and id = into_id)
        union all
        select '/into', 'refers_to_other', r.id, r.pointer
        from register.reference as r
        where r.collection = of_collection and r.target_collection = of_collection and of_id <> into_id
          and (r.id, r.target_id) in ((of_id, into_id), (into_id, of_id))
        union all
        select case id when of_id then '' else '/into' end, 'erased', null, null
        from register.persons where of_collection = 'persons' and id in (of_id, into_id) and data ? 'erased'
        union all
        select '/into', 'other_body', one.body, other.body
        from register.meetings as one join register.meetings as other on one.id = of_id and other.id = into_id
        where of_collection = 'meetings' and one.body <> other.body
        union all
        select '/into', 'both_have_minutes', null, null
        where of_collection = 'meetings' and of_id <> into_id
          and (select count(*) from register.minutes where id in (of_id, into_id)) = 2
$$;

-- The faults in the result of a merge: two memberships that are the same appointment at the same time, and an organisation that
-- is part of itself.
create function merge_conflicts(of_collection text, into_id text)
returns table (pointer text, code text, arg0 text, arg1 text) language sql stable as $$
        select '/into', 'same_appointment', least(one.id, other.id), greatest(one.id, other.id)
        from register.memberships as one
        join register.memberships as other
          on other.body = one.body and other.person = one.person and other.role = one.role and other.id <> one.id
         and coalesce(other.organisation, '') = coalesce(one.organisation, '') and coalesce(other.area, '') = coalesce(one.area, '')
         and other.certain && one.certain
        where one.recorded = nullif(current_setting('samrad.transaction', true), '')::bigint
        group by 3, 4
        union all
        select '/into', 'circle', into_id, null
        where of_collection = 'organisations' and exists (
                with recursive above (id) as (
                        select target_id from register.reference
                        where collection = 'organisations' and id = into_id and starts_with(pointer, '/partOf/')
                        union
                        select r.target_id from register.reference as r join above on r.collection = 'organisations' and r.id = above.id
                        where starts_with(r.pointer, '/partOf/')
                )
                select from above where id = into_id)
$$;

-- A JSON text in which the id `was` at some pointers is replaced by the id `becomes`. The rest of the text is unchanged. If an item of
-- a list thereby becomes equal to another, it is removed.
create function redirected(node json, place text, pointers text[], was text, becomes text) returns text
language plpgsql immutable parallel safe as $$
begin
        if not exists (select from unnest(pointers) as one where one = place or starts_with(one, place || '/')) then
                return node::text;
        end if;
        case json_typeof(node)
        when 'object' then
                return (
                        select '{' || string_agg(to_json(key)::text || ':' || register.redirected(value, place || '/' || key, pointers, was, becomes), ',' order by n) || '}'
                        from json_each(node) with ordinality as member (key, value, n));
        when 'array' then
                return (
                        select '[' || string_agg(element, ',' order by n) || ']'
                        from (
                                select element, n, row_number() over (partition by element order by n) as nth,
                                       bool_or(element <> value::text) over (partition by element) as moved
                                from (
                                        select value, n, register.redirected(value, place || '/' || n - 1, pointers, was, becomes) as element
                                        from json_array_elements(node) with ordinality as list (value, n)
                                ) as written
                        ) as counted
                        where nth = 1 or not moved);
        else
                return case when node #>> '{}' = was then to_json(becomes)::text else node::text end;
        end case;
end $$;

-- The same for the rendered text of a resource; the result lacks the members that the register sets.
create function redirected_text(rendered text, id text, tag text, pointers text[], was text, becomes text) returns text
language sql immutable parallel safe as $$
        select register.redirected(('{' || register.unstamped(rendered, id, tag) || '}')::json, '', pointers, was, becomes)
$$;

-- Changes all references to one resource into references to another, with one statement for each collection.
create function redirect_references(of_collection text, of_id text, into_id text) returns void language plpgsql as $$
declare
        name text;
begin
        for name in
                select distinct collection from reference
                where target_collection = of_collection and target_id = of_id and (collection, id) <> (of_collection, of_id)
        loop
                execute format($body$
                        with said as materialized (
                                select t.id, redirected_text(t.json, t.id, t.tag, r.pointers, $2, $3) as json,
                                       redirected_text(t.restricted, t.id, t.tag, r.pointers, $2, $3) as restricted
                                from %1$I as t
                                join (
                                        select id, array_agg(pointer) as pointers from reference
                                        where collection = %1$L and target_collection = $1 and target_id = $2
                                        group by id
                                ) as r using (id)
                        )
                        update %1$I as t
                        set data = coalesce(said.restricted, said.json)::jsonb, json = said.json, restricted = said.restricted
                        from said
                        where t.id = said.id
                $body$, name) using of_collection, of_id, into_id;
        end loop;
end $$;

-- Deletes a merged resource, and stores in its last change which resource replaces it.
create function delete_merged(of_collection text, of_id text, into_id text) returns void language plpgsql as $$
begin
        execute format('delete from %I where id = $1', of_collection) using of_id;
        update change set merged_into = into_id
        where collection = of_collection and id = of_id
          and version = (select max(version) from change where collection = of_collection and id = of_id);
end $$;

-- Moves the minutes of a merged meeting to the other meeting, which has none.
create function merge_minutes(of_id text, into_id text) returns void language plpgsql as $$
begin
        if not exists (select from minutes where id = of_id) then return; end if;
        insert into minutes (id, data, json, restricted)
        select into_id, coalesce(restricted, json)::jsonb, json, restricted
        from (
                select redirected_text(m.json, m.id, m.tag, r.pointers, of_id, into_id) as json,
                       redirected_text(m.restricted, m.id, m.tag, r.pointers, of_id, into_id) as restricted
                from minutes as m, (
                        select array_agg(pointer) as pointers from reference
                        where collection = 'minutes' and id = of_id and target_id = of_id and target_collection in ('meetings', 'minutes')
                ) as r
                where m.id = of_id
        ) as said;
        perform redirect_references('minutes', of_id, into_id), delete_merged('minutes', of_id, into_id);
end $$;

-- Merges one resource into another of its collection; returns JSON with the resources whose references were changed. It checks
-- nothing. The constraint on equal memberships is deferred to the end of the transaction.
create function merge_resource(of_collection text, of_id text, into_id text) returns text
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        concerned constant jsonb := (
                select jsonb_agg(jsonb_build_object('type', collection, 'pointers', to_jsonb(pointers), 'id',
                                                    case when (collection, id) = ('minutes', of_id) then into_id else id end))
                from merged_with(of_collection, of_id, into_id)
                where pointers <> '{}' and (collection, id) <> (of_collection, of_id));
begin
        set constraints memberships_once deferred;
        execute format('select from %I where id = any ($1) order by id for update', of_collection) using array[of_id, into_id];
        if of_collection = 'meetings' then
                perform merge_minutes(of_id, into_id);
        end if;
        perform redirect_references(of_collection, of_id, into_id), delete_merged(of_collection, of_id, into_id);
        return (
                select json_build_object('id', of_id, 'mergedInto', into_id, 'total', count(*), 'moved',
                        coalesce(json_agg(json_build_object('type', type, 'id', id, 'version', version, 'pointers', pointers) order by type, id)
                                 filter (where n <= 1000), '[]'))
                from (
                        select one->>'type' as type, one->>'id' as id, one->'pointers' as pointers,
                               (select max(version) from change where collection = one->>'type' and id = one->>'id') as version,
                               row_number() over (order by one->>'type' collate "C", one->>'id' collate "C") as n
                        from jsonb_array_elements(concerned) as one
                ) as moved);
end $$;
revoke execute on function merge_resource(text, text, text) from public;
grant execute on function merge_resource(text, text, text) to samrad_service;
