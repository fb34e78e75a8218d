-- Who sits in a body at a date, by id: the memberships in force, and those that are held over; each with the names of whom and what it
-- is of, and whether it is absent on that day.
select m.id,
       jsonb_strip_nulls(jsonb_build_object(
                'membership', m.id,
                'role', m.role,
                'person', case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.data->'name') end,
                'organisation', case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.data->'name') end,
                'office', case when f.id is not null then jsonb_build_object('id', f.id, 'title', f.data->'title') end,
                'area', case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.data->'name') end,
                'deputyFor', m.data->'deputyFor',
                'deputyOrder', m.data->'deputyOrder',
                'validFrom', m.data->'validFrom',
                'validTo', m.data->'validTo',
                'heldOver', case when m.id = any (:heldOver::text[]) then true end,
                'absent', case when exists (
                        select from jsonb_array_elements(m.data->'absences') as absence
                        where validity(absence) @> :today::date) then true end))::text
from memberships as m
join bodies as b on b.id = m.body and validity(b.data) @> :today::date
left join persons as p on p.id = m.person
left join organisations as o on o.id = m.organisation
left join offices as f on f.id = m.office
left join areas as a on a.id = m.area
where m.body = :id::text
  and (m.valid @> :today::date or m.id = any (:heldOver::text[]))
order by lower(m.valid) nulls first, (m.data->>'deputyOrder')::integer nulls last, m.id
