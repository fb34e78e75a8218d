-- What an import has written beyond the caller's authority, all of which judge_authority() would refuse; last, how many
-- there are altogether.
select l.line, r.pointer, r.code,
       case r.code when 'not_below_body' then r.id else r.body end as arg0,
       case r.code when 'not_below_body' then r.collection else r.kept_by end as arg1,
       count(*) over () as total
from beyond_authority(nullif(current_setting('samrad.transaction', true), '')::bigint,
                      case when current_setting('samrad.bound') <> '*' then current_setting('samrad.bound')::text[] end) as r
join import_line as l using (collection, id)
where current_setting('samrad.bound') <> '*'
order by l.line, r.pointer
limit :limit::integer
