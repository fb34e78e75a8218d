-- What a check needs of a body itself, of one body or several, a row for each in the order of their ids: its rules and
-- the general ones that may apply to it, memberships, waivers and meetings; the bodies that it is within, and which
-- members' gender is known, if a rule asks for these; the mark of the reference data that it refers to
-- (bodies/reference_data); and whether its rules look at other bodies, so that this is not enough and bodies/facts is
-- needed. All is found by keys, and one plan serves for all bodies.
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
