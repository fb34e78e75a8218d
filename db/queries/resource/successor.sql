-- The resource that replaces one that was merged. Actions and decisions have no history of their own: they went with the
-- minutes that they stand in, whose id theirs begin with, and kept their numbers.
select case when part.suffix is null then successor(:collection::text, :id::text)
            else successor('minutes', left(:id::text, -length(part.suffix))) || part.suffix end
from (select case :collection::text when 'actions' then substring(:id::text from '-a[0-9]+$')
                                    when 'decisions' then substring(:id::text from '-d[0-9]+-[0-9]+$') end) as part (suffix)
