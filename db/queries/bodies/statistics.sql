-- Statistics of a body from one day to another, in one row: its meetings by year; for each member and each side, how
-- many of the meetings whose attendance is known it attended; terms in a row; and its members by gender at the end of
-- each year. The side of a member is that of the party whom he represents; if no party has a side, it is the category
-- of the member. Genders of fewer than three members are not shown.
with
body as materialized (
        select b.id, b.data, validity(b.data) as valid,
               exists (select from jsonb_array_elements(b.data->'parties') as party where party ? 'side') as sided
        from bodies as b
        where b.id = :id::text
),
meeting as materialized (
        select m.id, m.day, m.status, coalesce(m.data->'attendance', minutes.data->'present') as attendance
        from meetings as m left join minutes on minutes.meeting = m.id
        where m.body = :id::text and m.day between :from::date and :to::date
),
membership as materialized (
        select m.id, m.role, m.person, m.office, m.organisation, m.data, m.valid * body.valid as valid,
               m.role in ('chair', 'deputyChair', 'member') and m.data->>'voting' is distinct from 'false' as sits,
               case when body.sided then array(
                        select distinct party->>'side' from jsonb_array_elements(body.data->'parties') as party
                        where party->>'organisation' = m.organisation and party ? 'side')
               else array(select jsonb_array_elements_text(m.data->'categories')) end as sides
        from memberships as m join body on m.body = body.id
),
-- Each member with each meeting that he should have attended, if the attendance of the meeting is known.
due as materialized (
        select distinct s.id as membership, m.id as meeting
        from membership as s join meeting as m on s.valid @> m.day
        where s.sits and m.status = 'held' and jsonb_typeof(m.attendance) = 'array'
          and not exists (select from jsonb_array_elements(s.data->'absences') as absence where validity(absence) @> m.day)
),
attendee as materialized (
        select m.id as meeting, m.day, who, who->>'presence' as presence
        from meeting as m, jsonb_array_elements(m.attendance) as who
        where m.status = 'held'
),
-- The membership of an attendee: the one that is named; else that of the person, preferably one that sits; else that of
-- the office or organisation, if there is only one.
named as (
        select a.meeting, a.presence, coalesce(a.who->>'deputyFor', s.data->>'deputyFor') as stood_in_for, s.id as membership
        from attendee as a
        left join lateral (
                select (array_agg(s.data order by s.sits desc, s.id))[1] as data, (array_agg(s.id order by s.sits desc, s.id))[1] as id
                from membership as s
                where s.valid @> a.day
                  and not exists (select from jsonb_array_elements(s.data->'absences') as absence where validity(absence) @> a.day)
                  and case
                        when a.who ? 'membership' then s.id = a.who->>'membership'
                        when a.who ? 'person' then s.person = a.who->>'person'
                        when a.who ? 'office' then s.office = a.who->>'office'
                        else s.organisation = a.who->>'organisation' end
                having count(*) = 1 or a.who ? 'person'
        ) as s on true
),
seen as (
        select membership, meeting, presence, false as by_deputy from named where membership is not null and stood_in_for is null
        union all
        select stood_in_for, meeting, presence, true from named where stood_in_for is not null and presence = 'present'
),
attended as materialized (
        select due.membership, due.meeting,
               case
                when bool_or(presence = 'present' and not by_deputy) then 'present'
                when bool_or(by_deputy) then 'represented'
                when bool_or(presence = 'excused') then 'excused'
                when bool_or(presence = 'absent') then 'absent'
                else 'notStated' end as how
        from due left join seen on seen.membership = due.membership and seen.meeting = due.meeting
        group by due.membership, due.meeting
),
-- A stay is a sequence of memberships of one person that touch or overlap; a term follows another if one with the same role ends.
stay as (
        select s.*, sum(begins::integer) over (partition by person order by lower(valid) nulls first, id) as stay
        from (
                select s.id, s.person, s.role, s.valid,
                       coalesce(lower(s.valid) > max(coalesce(upper(s.valid), 'infinity')) over (
                                partition by s.person order by lower(s.valid) nulls first, s.id rows between unbounded preceding and 1 preceding), true) as begins
                from membership as s
                where s.person is not null and s.role in ('chair', 'deputyChair', 'member') and not isempty(s.valid)
                  and coalesce(lower(s.valid), '-infinity') <= :to::date
        ) as s
),
term as (
        select person, stay, array_agg(id order by lower(valid) nulls first, id) as memberships,
               case when bool_or(lower(valid) is null) then null else min(lower(valid)) end as since,
               1 + count(*) filter (where exists (
                        select from stay as before
                        where before.person = stay.person and before.stay = stay.stay and before.role = stay.role and upper(before.valid) = lower(stay.valid))) as terms
        from stay
        group by person, stay
        having bool_or(valid @> :to::date)
),
year as (
        select least(make_date(y, 12, 31), :to::date) as day
        from body, generate_series(
                extract(year from greatest(:from::date, coalesce(lower(body.valid), (select min(lower(valid)) from membership), :to::date)))::integer,
                extract(year from :to::date)::integer) as y
        where body.valid @> least(make_date(y, 12, 31), :to::date)
),
balance as (
        select year.day, count(s.id) as members,
               count(*) filter (where p.data->>'gender' = 'female') as female,
               count(*) filter (where p.data->>'gender' = 'male') as male
        from year
        left join membership as s on s.sits and s.valid @> year.day
        left join persons as p on p.id = s.person
        group by year.day
)
select jsonb_strip_nulls(jsonb_build_object(
        'body', body.id,
        'name', body.data->'name',
        'from', nullif(:from::date, '-infinity'::date),
        'to', :to::date,
        'meetings', jsonb_build_object(
                'held', (select count(*) from meeting where status = 'held'),
                'withAttendance', (select count(*) from meeting where status = 'held' and jsonb_typeof(attendance) = 'array'),
                'years', coalesce((
                        select jsonb_agg(jsonb_build_object('year', y, 'held', held, 'planned', planned, 'cancelled', cancelled) order by y)
                        from (
                                select extract(year from day)::integer as y, count(*) filter (where status = 'held') as held,
                                       count(*) filter (where status = 'planned') as planned, count(*) filter (where status = 'cancelled') as cancelled
                                from meeting group by 1) as counted), '[]')),
        'attendance', jsonb_build_object(
                'members', coalesce((
                        select jsonb_agg(jsonb_build_object(
                                'membership', s.id,
                                'role', s.role,
                                'person', case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.data->'name') end,
                                'office', case when f.id is not null then jsonb_build_object('id', f.id, 'title', f.data->'title') end,
                                'organisation', case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.data->'name') end,
                                'sides', s.sides,
                                'meetings', a.meetings, 'present', a.present, 'represented', a.represented, 'excused', a.excused,
                                'absent', a.absent, 'notStated', a.not_stated) order by s.id)
                        from (
                                select membership, count(*) as meetings, count(*) filter (where how = 'present') as present,
                                       count(*) filter (where how = 'represented') as represented, count(*) filter (where how = 'excused') as excused,
                                       count(*) filter (where how = 'absent') as absent, count(*) filter (where how = 'notStated') as not_stated
                                from attended group by membership) as a
                        join membership as s on s.id = a.membership
                        left join persons as p on p.id = s.person
                        left join offices as f on f.id = s.office
                        left join organisations as o on o.id = s.organisation), '[]'),
                'sides', coalesce((
                        select jsonb_agg(jsonb_build_object(
                                'side', side, 'meetings', meetings, 'present', present, 'represented', represented, 'excused', excused,
                                'absent', absent, 'notStated', not_stated) order by side)
                        from (
                                select side, count(*) as meetings, count(*) filter (where how = 'present') as present,
                                       count(*) filter (where how = 'represented') as represented, count(*) filter (where how = 'excused') as excused,
                                       count(*) filter (where how = 'absent') as absent, count(*) filter (where how = 'notStated') as not_stated
                                from attended join membership as s on s.id = attended.membership, unnest(s.sides) as side
                                group by side) as counted), '[]')),
        'terms', coalesce((
                select jsonb_agg(jsonb_build_object(
                        'person', jsonb_build_object('id', p.id, 'name', p.data->'name'),
                        'memberships', term.memberships, 'since', term.since, 'terms', term.terms) order by term.terms desc, term.since, p.id)
                from term join persons as p on p.id = term.person), '[]'),
        'balance', coalesce((
                select jsonb_agg(case
                        when female + male < 3 then jsonb_build_object('on', day, 'members', members, 'withheld', true)
                        else jsonb_build_object('on', day, 'members', members, 'female', female, 'male', male, 'unknown', members - female - male)
                        end order by day)
                from balance), '[]'),
        'coverage', body.data->'coverage'))::text,
       instant(clock()),
       (select revision from revision_counter)
from body
