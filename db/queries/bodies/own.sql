-- What a check asks of a body alone, of one or of some, a row each in order of id: its rules and the general ones that may apply to it,
-- memberships, waivers and meetings; what it is a part of, and whose gender is known of its members, if a rule asks for it; the mark of
-- what else it refers to (bodies/reference_data); and whether its rules name other bodies, so that this is not enough (then bodies/facts
-- is). Nothing is looked up but by its key, and one plan serves for all bodies.
select '{"body":' || b.json
        || case when ruled.nested then ',"above":' || to_json(enclosing_bodies(b.id)) else '' end
        || ',"rules":[' || coalesce(ruled.json, '')
        || '],"memberships":[' || coalesce(seated.json, '')
        || '],"waivers":[' || coalesce(waived.json, '')
        || '],"meetings":[' || coalesce((select string_agg(m.json, ',') from meetings as m where m.body = b.id), '') || ']}',
       instant(clock()),
       n.revision,
       b.id,
       '{"persons":[' || coalesce(seated.persons, '') || ']}',
       instant(n.reference_at),
       coalesce(ruled.others, false)
from revision_counter as n, bodies as b,
lateral (
        select string_agg(json, ',') as json,
               bool_or(gendered) as gendered,
               bool_or(others) as others,
               bool_or(nested) as nested
        from (
                select json, gendered, others, false as nested from rules where body = b.id
                union all
                select json, gendered, others, nested from general_rules(b.kind, b.id, b.data)
        ) as rule
) as ruled,
lateral (
        select string_agg(m.json, ',') as json,
               string_agg('{"id":"' || p.id || '","gender":"' || (p.data->>'gender') || '"}', ',') as persons
        from memberships as m left join persons as p on p.id = case when ruled.gendered then m.person end
        where m.body = b.id
) as seated,
lateral (
        select string_agg(json, ',') as json
        from (
                select w.json from rules as r join waivers as w on w.rule = r.id where r.body = b.id
                union all
                select w.json from waivers as w join rules as r on r.id = w.rule where w.body = b.id and r.applied_to is not null
        ) as waiver
) as waived
where true
  and b.id = :id::text
  and b.id = any (:ids::text[])
order by b.id
