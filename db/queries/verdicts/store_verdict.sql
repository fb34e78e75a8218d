-- Stores the verdict on a body, or on a rule on the existence of bodies; if it differs from the one before, makes
-- deliveries for the subscriptions to verdicts. A subscription to certain bodies gets nothing about such rules.
with before as (
        select verdict, parts from reported_verdict where collection = :collection::text and id = :id::text
), found as (
        insert into reported_verdict as t (collection, id, verdict, parts, day, revision)
        values (:collection::text, :id::text, :verdict::text, :parts::jsonb, :today::date, :revision::bigint)
        on conflict (collection, id) do update
        set verdict = excluded.verdict, parts = excluded.parts, day = excluded.day, revision = excluded.revision
        where t.revision <= excluded.revision
          and (t.verdict, t.parts) is distinct from (excluded.verdict, excluded.parts)
        returning t.id
), words (subject, list, part) as (
        values (case when :collection::text = 'bodies' then 'body' else 'rule' end,
                case when :collection::text = 'bodies' then 'rules' else 'areas' end,
                case when :collection::text = 'bodies' then 'rule' else 'area' end)
), event as (
        select json_strip_nulls(json_build_object(
                words.subject, :id::text, 'at', :today::text, 'revision', :revision::bigint,
                'from', (select verdict from before), 'to', :verdict::text,
                words.list, coalesce((
                        select json_agg(json_build_object(words.part, coalesce(a.key, b.key), 'from', b.value, 'to', a.value)
                                        order by coalesce(a.key, b.key))
                        from jsonb_each_text(:parts::jsonb) as a
                        full join (select key, value from before, jsonb_each_text(before.parts)) as b on b.key = a.key
                        where a.value is distinct from b.value), '[]'))) as data
        from found, words
)
insert into webhook_delivery (webhook, event, resource, data)
select w.id, 'samrad.' || words.subject || '.verdict', :collection::text || '/' || :id::text || '/verdict', event.data
from webhooks as w, event, words
where w.active and w.findings and not w.gone
  and not :withoutDeliveries::boolean
  and (w.data->'bodies' is null or :collection::text = 'bodies' and w.data->'bodies' ? :id::text)
