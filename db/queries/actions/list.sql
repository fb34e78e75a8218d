-- Follow-ups of all minutes. One is overdue on a day if it is due before it and has no status that says that it is done
-- or dropped.
select a.id, a.version, a.json, a.restricted,
       coalesce(a.due_date, 'infinity') as "sort.dueDate", a.number as "sort.number", a.id as "sort.id",
       a.updated_at as "sort.updatedAt"
from actions as a
where true
  and a.id = any (:id::text[])
  and a.body = any (:body::text[])
  and a.minutes = any (:meeting::text[])
  and a.responsible && :responsible::text[]
  and a.kind = any (:kind::text[])
  and a.due = any (:due::text[])
  and a.status = any (:status::text[])
  and :answered::boolean = (a.json::jsonb ? 'answeredBy')
  and a.due_date >= :dueFrom::date
  and a.due_date <= :dueTo::date
  and a.due_date < :overdueAt::date and a.status not in ('done', 'dropped')
  and matches(a.search, a.words, :q::text)
