-- What can be downloaded of a document: content, which may be missing, or a link; and its file name and media type.
select t.data->'content'->>'sha256', t.data->'content'->>'mediaType', c.size, t.data->'link'->>'url',
       coalesce(t.data->>'fileName', t.title), t.restricted is not null
from documents as t
left join content_use as u on u.document = t.id and u.sha256 = t.sha256
left join content as c on c.sha256 = u.sha256
where t.id = :id::text
