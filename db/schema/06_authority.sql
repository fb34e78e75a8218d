-- Who may write what. A caller who is bound to organisations may write only bodies that one of these organisations
-- establishes or keeps the secretariat of, and what belongs to such bodies. This must hold before and after the
-- transaction, so nobody can take a body over by naming himself in it, or move anything into or out of another's body.
-- Nor can a caller bind others: he can neither add organisations that he is not bound to as keepers of his body nor
-- remove them, and he can put his body only below his own bodies. A general rule or norm, which belongs to no body, may
-- be written only for the organisation that issued it.
--
-- Each write of a collection makes a row of `change`, and each such statement updates `revision`. The trigger is on
-- that table, so all writes are judged, by whomever they are made and in whatever order, and they are judged by the
-- state at the end of the transaction.

set local search_path = register, public;

-- The keepers of a body: the organisations that establish it or keep its secretariat, themselves or through one of
-- their offices. If the secretariat is a body, the keepers of that body get no authority, because they could give this
-- body away without asking.
create function keepers(body jsonb) returns table (organisation text) language sql stable as $$
        select jsonb_array_elements_text(body->'establishedBy')
        union
        select part->>'organisation'
        from jsonb_array_elements(body->'secretariat') as part
        where part ? 'organisation'
        union
        select offices.organisation
        from jsonb_array_elements(body->'secretariat') as part
        join register.offices on offices.id = part->>'office'
        where offices.organisation is not null
$$;

-- The bodies that a body is within or that keep its secretariat, each with the JSON pointer of the member that says so.
create function bodies_above(body jsonb) returns table (above text, pointer text) language sql stable as $$
        select body->>'within', '/within'
        where body ? 'within'
        union
        select part->>'body', '/secretariat'
        from jsonb_array_elements(body->'secretariat') as part
        where part ? 'body'
$$;

-- How the change of a body binds others than the given organisations: it adds or removes keepers, or puts the body
-- below others' bodies. `before` and `after` are the body, or null if it does not exist.
create function binds_others(before jsonb, after jsonb, bound text[])
returns table (pointer text, code text, above text, others text)
language sql stable as $$
        select case when after->'establishedBy' ? min(organisation) then '/establishedBy' else '/secretariat' end,
               'names_others', null, string_agg(organisation, ', ' order by organisation)
        from (select organisation from register.keepers(after) except select organisation from register.keepers(before)
              except select unnest(bound)) as named
        having count(*) > 0
        union all
        select case when after is null then '' when before->'establishedBy' ? min(organisation) then '/establishedBy' else '/secretariat' end,
               'evicts_others', null, string_agg(organisation, ', ' order by organisation)
        from (select organisation from register.keepers(before) except select organisation from register.keepers(after)
              except select unnest(bound)) as evicted
        having count(*) > 0
        union all
        select new.pointer, case when kept.by_whom = '{}' then 'kept_by_nobody' else 'kept_by_others' end, new.above,
               array_to_string(kept.by_whom, ', ')
        from (select * from register.bodies_above(after) except select * from register.bodies_above(before)) as new
        join register.bodies on bodies.id = new.above,
             lateral (select array(select organisation from register.keepers(bodies.data) order by 1) as by_whom) as kept
        where not kept.by_whom && bound
$$;

-- What a transaction has written without the authority of these organisations: the resource, the JSON pointer to the
-- member that names the body, the reason, the body, and its keepers.
create function beyond_authority(of_transaction bigint, bound text[])
returns table (collection text, id text, pointer text, code text, body text, kept_by text)
language sql stable as $$
        with issued as (
                select distinct c.id, state.issuer
                from register.change as c, lateral (
                        select data->>'issuedBy' from register.rules where rules.id = c.id and not data ?| '{body,agreement}'
                        union all
                        select json::jsonb->>'issuedBy' from (
                                select change.json, change.operation
                                from register.change
                                where change.collection = 'rules' and change.id = c.id and change.transaction <> of_transaction
                                order by version desc limit 1) as latest
                        where operation <> 'deleted' and not json::jsonb ?| '{body,agreement}'
                ) as state (issuer)
                where c.transaction = of_transaction and c.collection = 'rules'
        ), touched as (
                select distinct c.collection, c.id, concerned.body
                from register.change as c, lateral (
                        select coalesce(c.body, register.body_of(c.collection, c.id, c.json::jsonb))
                        where c.collection <> 'rules' or c.json::jsonb ?| '{body,agreement}'
                        union
                        select c.former_body where c.former_body is not null
                        union
                        select rules.body from register.rules
                        where c.collection = 'waivers' and rules.id = c.json::jsonb->>'rule'
                          and (rules.body is not null or not c.json::jsonb ? 'body')
                ) as concerned (body)
                where c.transaction = of_transaction
        ), concerned as (
                select one.body,
                       (select json::jsonb from (
                                select change.json, change.operation
                                from register.change
                                where change.collection = 'bodies' and change.id = one.body
                                  and change.transaction <> of_transaction
                                order by version desc limit 1) as latest
                        where operation <> 'deleted') as before,
                       (select data from register.bodies where bodies.id = one.body) as after
                from (select distinct body from touched where body is not null) as one
        ), judged as (
                select concerned.body, state.n, array(select organisation from register.keepers(state.data) order by 1) as kept_by
                from concerned, lateral (values (1, before), (2, after)) as state (n, data)
                where state.data is not null
        ), refused as (
                select distinct on (body) body, n, array_to_string(kept_by, ', ') as kept_by
                from judged
                where not kept_by && bound
                order by body, n
        )
        select touched.collection, touched.id,
               case touched.collection
                        when 'bodies' then case refused.n when 2 then '/establishedBy' else '' end
                        when 'waivers' then '/rule'
                        when 'minutes' then '/meeting'
                        when 'documents' then coalesce((
                                select case when d.data ? 'body' then '/body' when d.data ? 'meeting' then '/meeting' end
                                from register.documents as d where d.id = touched.id), '')
                        else case when touched.body is null then '' else '/body' end
               end,
               case when touched.body is null then 'not_below_body'
                    when refused.kept_by = '' then 'kept_by_nobody'
                    when refused.n = 1 then 'kept_by_others'
                    else 'would_be_kept_by_others'
               end,
               touched.body, refused.kept_by
        from touched left join refused using (body)
        where touched.body is null or refused.body is not null
        union all
        select 'rules', id, '/issuedBy', 'issued_by_others', id, issuer from issued where issuer <> all (bound)
        union all
        select touched.collection, touched.id, bind.pointer, bind.code, coalesce(bind.above, touched.body), bind.others
        from touched
        join concerned using (body),
             lateral register.binds_others(concerned.before, concerned.after, bound) as bind
        where touched.collection = 'bodies'
          and touched.id = touched.body
          and not exists (select from refused where refused.body = touched.body)
$$;

-- Refuses the transaction if it has written anything beyond the caller's authority. The service sets `samrad.bound` to
-- the array of the organisations that the caller is bound to, or to `*` if he may write everything. If it is not set,
-- the service has a defect, and nothing is written.
create function judge_authority() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
declare
        bound   text[];
        refused jsonb;
        last    constant bigint := (select max(sequence) from change where transaction = new.transaction);
begin
        if last is null or last <= nullif(current_setting('samrad.judged', true), '')::bigint then
                return null; -- this statement was judged together with an earlier one
        end if;
        bound := nullif(current_setting('samrad.bound', true), '')::text[];
        if bound is null then
                raise exception 'nobody has said to whom the writer is bound' using errcode = 'SR500';
        end if;
        select jsonb_agg(to_jsonb(r)) into refused
        from (select * from beyond_authority(new.transaction, bound) as r
              order by collection, id, pointer, body limit 100) as r;
        if refused is not null then
                raise exception 'beyond the authority of the writer' using errcode = 'SR403',
                        detail = jsonb_build_object('bound', array_to_string(bound, ', '), 'refused', refused);
        end if;
        perform set_config('samrad.judged', last::text, true);
        return null;
end $$;

create constraint trigger judge_authority after insert or update of statements on revision
        deferrable initially deferred for each row
        when (current_setting('samrad.bound', true) is distinct from '*')
        execute function judge_authority();
