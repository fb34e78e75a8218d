-- The members of a body on a day, in the order in which they began, and the body's name then: the memberships in force, and
-- those held over; one row without an id if there are none. Each has the names, on that day, of the resources that it
-- refers to, and whether the member is absent on that day.
select m.id,
       name_on(b.data, :today::date)::text,
       jsonb_strip_nulls(jsonb_build_object(
                'membership', m.id,
                'role', m.role,
                'person', case when p.id is not null then jsonb_build_object('id', p.id, 'name', name_on(p.data, :today::date)) end,
                'organisation', case when o.id is not null then jsonb_build_object('id', o.id, 'name', name_on(o.data, :today::date)) end,
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
from bodies as b
left join memberships as m on m.body = b.id and validity(b.data) @> :today::date
        and (m.valid @> :today::date or m.id = any (:heldOver::text[]))
left join persons as p on p.id = m.person
left join organisations as o on o.id = m.organisation
left join offices as f on f.id = m.office
left join areas as a on a.id = m.area
where b.id = :id::text
order by lower(m.valid) nulls first, (m.data->>'deputyOrder')::integer nulls last, m.id
