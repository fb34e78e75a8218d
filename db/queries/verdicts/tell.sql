-- Stores the verdict on a body; if it differs from the one before, makes deliveries for the subscriptions to verdicts.
with before as (
        select verdict, rules from body_verdict where body = :body::text
), found as (
        insert into body_verdict as v (body, verdict, rules, day, revision)
        values (:body::text, :verdict::text, :rules::jsonb, :today::date, :revision::bigint)
        on conflict (body) do update
        set verdict = excluded.verdict, rules = excluded.rules, day = excluded.day, revision = excluded.revision
        where v.revision <= excluded.revision
          and (v.verdict, v.rules) is distinct from (excluded.verdict, excluded.rules)
        returning v.body
), event as (
        select json_strip_nulls(json_build_object(
                'body', :body::text, 'at', :today::text, 'revision', :revision::bigint,
                'from', (select verdict from before), 'to', :verdict::text,
                'rules', coalesce((
                        select json_agg(json_build_object('rule', coalesce(a.key, b.key), 'from', b.value, 'to', a.value)
                                        order by coalesce(a.key, b.key))
                        from jsonb_each_text(:rules::jsonb) as a
                        full join (select key, value from before, jsonb_each_text(before.rules)) as b on b.key = a.key
                        where a.value is distinct from b.value), '[]'))) as data
        from found
)
insert into webhook_delivery (webhook, event, resource, data)
select w.id, 'samrad.body.verdict', 'bodies/' || :body::text || '/verdict', event.data
from webhooks as w, event
where w.active and w.findings and not w.gone
  and not :quiet::boolean
  and (w.data->'bodies' is null or w.data->'bodies' ? :body::text)
