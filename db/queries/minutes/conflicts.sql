-- Faults of references between actions: an action that is said to be answered must exist in the minutes named, and an
-- action that other minutes answer cannot be removed.
select node.pointer || '/number' as pointer, 'unknown_reference' as code, node.value->>'number' as arg0,
       node.value->>'meeting' as arg1
from nodes(:document::jsonb) as node
join (
        select id, data from minutes where id <> :id::text
        union all
        select :id::text, :document::jsonb
) as earlier on earlier.id = node.value->>'meeting'
where jsonb_path_exists(:document::jsonb, '$.items[*].**.answersEarlier')
  and node.pattern in ('/items/*/answersEarlier/*', '/items/*/actions/*/answersEarlier/*')
  and jsonb_typeof(node.value->'number') = 'number' -- else it is a fault of its own
  and not jsonb_path_exists(earlier.data, '$.items[*].actions[*] ? (@.number == $number)',
                            jsonb_build_object('number', node.value->'number'))
union all
select '/items', 'still_answered', answered.number::text, string_agg(distinct answered.answer->>'meeting', ', ')
from answers_to(array[:id::text]) as answered
where answered.answer->>'meeting' <> :id::text
  and not jsonb_path_exists(:document::jsonb, '$.items[*].actions[*] ? (@.number == $number)',
                            jsonb_build_object('number', answered.number))
group by answered.number
