-- The invariants of a register: for each, how often it is broken, and one example.
with broken as (
        select 'revisions without a gap' as invariant, r.revision::text as example
        from (select revision, lag(revision, 1, 0::bigint) over (order by revision) as before from revision where revision is not null) as r
        where r.revision <> r.before + 1 and not exists (select from epoch as e where r.revision = e.base + 1 and r.before <= e.last)
        union all
        select 'transactions are numbered', transaction::text from revision where revision is null
        union all
        select 'the counter is the latest revision', n.revision::text
        from revision_counter as n
        where n.revision <> greatest((select coalesce(max(revision), 0) from revision), (select coalesce(max(base), 0) from epoch))
        union all
        select 'later revisions are later', r.revision::text
        from (select revision, at, lag(at) over (order by revision) as before from revision) as r where r.at <= r.before
        union all
        select 'every change has its transaction', c.collection || '/' || c.id
        from change as c where not exists (select from revision as r where r.transaction = c.transaction)
        union all
        select 'versions without a gap', c.collection || '/' || c.id || ' ' || c.version
        from (select collection, id, version, lag(version, 1, 0) over (partition by collection, id order by version) as before
              from change) as c
        where c.version <> c.before + 1 and not exists (select from epoch as e where c.version = e.version_floor and c.before < c.version)
        union all
        select 'what is live is the latest version', coalesce(l.collection || '/' || l.id, r.collection || '/' || r.id)
        from (select distinct on (collection, id) collection, id, operation from change order by collection, id, version desc) as l
        full join resource as r using (collection, id)
        where (l.operation is distinct from 'deleted') <> (r.id is not null)
        union all
        select 'references lead to what is live', f.collection || '/' || f.id || f.pointer
        from reference as f
        where not exists (select from resource as r where r.collection = f.target_collection and r.id = f.target_id)
        union all
        select 'bytes are as many as they say', c.sha256
        from content as c
        where c.size <> (select coalesce(sum(octet_length(p.bytes)), 0) from content_piece as p where p.sha256 = c.sha256)
)
select invariant, count(*), min(example) from broken group by invariant order by invariant
