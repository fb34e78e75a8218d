-- A follow-up may be answered in later minutes, by an action or an item that names it; both ways are told. What is due at
-- a meeting of which only the month or the year is known is due when that has passed.

set local search_path = register, public;

insert into reference_path (collection, pattern, target)
values ('minutes', '/items/\*/answersEarlier/\*/meeting', 'minutes'),
       ('minutes', '/items/\*/actions/\*/answersEarlier/\*/meeting', 'minutes');

-- The last day on which a meeting may have been held, as far as it is known.
create function last_day_of(meeting meetings) returns date
language sql immutable parallel safe set search_path = register, pg_temp as $$
        select last_day(coalesce(meeting.data->>'date', left(meeting.data->>'startsAt', 10)))
$$;

-- The day an action is due: its date, or the day by which the body has met again.
create or replace function due_date(action jsonb, of_body text, after date) returns date
language sql stable set search_path = register, pg_temp as $$
        select case action->'due'->>'type'
                when 'date' then last_day(action->'due'->>'date')
                when 'next_meeting' then (
                        select min(last_day_of(meetings)) from meetings
                        where body = of_body and date > after and status <> 'cancelled')
        end
$$;

-- Which actions of these minutes are answered, and where: in the same minutes, or in others that name them.
create function answers_to(of_minutes text) returns table (number integer, answer jsonb)
language sql stable set search_path = register, pg_temp as $$
        with answering as (
                select m.id, item
                from minutes as m, jsonb_array_elements(m.data->'items') as item
                where m.id in (select of_minutes
                               union
                               select id from reference
                               where target_collection = 'minutes' and target_id = of_minutes and collection = 'minutes')
        ), acting as (
                select a.id, item, action, a.id || '-a' || (action->>'number') as by
                from answering as a, jsonb_array_elements(item->'actions') as action
        )
        select (earlier->>'number')::integer, jsonb_build_object('meeting', id, 'item', item->'number')
        from answering, jsonb_array_elements(item->'answersEarlier') as earlier
        where earlier->>'meeting' = of_minutes
        union
        select (earlier->>'number')::integer, jsonb_build_object('meeting', id, 'item', item->'number', 'action', by)
        from acting, jsonb_array_elements(action->'answersEarlier') as earlier
        where earlier->>'meeting' = of_minutes
        union
        select (action->>'answers')::integer, jsonb_build_object('meeting', id, 'item', item->'number', 'action', by)
        from acting
        where id = of_minutes and action ? 'answers'
$$;

create or replace function actions_of(minutes text, version integer, created_at timestamptz, updated_at timestamptz,
                                      document jsonb, held meetings)
returns table (id text, tag text, number integer, kind text, status text, due text, due_date date, responsible text[],
               words text, search tsvector, json text)
language sql stable set search_path = register, pg_temp as $$
        select row.id,
               concat_ws('-', version, to_char(row.due_date, 'YYYYMMDD'), left(md5(answered.by::text), 8)),
               (action->>'number')::integer, action->>'kind', coalesce(action->>'status', 'unknown'),
               action->'due'->>'type', row.due_date,
               array(select who.value #>> '{}'
                     from jsonb_array_elements(action->'responsible') as one, jsonb_each(one) as who),
               all_text(action->'text') || ' ' || coalesce(action->>'responsibleAsWritten', ''),
               search_vector(action),
               (jsonb_strip_nulls(jsonb_build_object(
                        'id', row.id, 'meeting', minutes, 'body', held.body, 'dueDate', row.due_date,
                        'item', jsonb_build_object('number', item->'number', 'title', item->'title'),
                        'answeredBy', answered.by,
                        'version', version, 'createdAt', instant(created_at), 'updatedAt', instant(updated_at))
                        || jsonb_build_object('status', 'unknown') || action))::text
        from jsonb_array_elements(document->'items') as item,
             jsonb_array_elements(item->'actions') as action
             left join (select number, jsonb_agg(answer order by answer) as by
                        from answers_to(minutes) group by number) as answered
                    on answered.number = (action->>'number')::integer,
             lateral (select minutes || '-a' || (action->>'number') as id,
                             due_date(action, held.body, last_day_of(held)) as due_date) as row
$$;

-- The minutes whose actions a document says it answers.
create function minutes_answered_by(document jsonb) returns setof text language sql immutable parallel safe as $$
        select distinct earlier->>'meeting'
        from jsonb_path_query(document, '$.items[*].**.answersEarlier[*]') as earlier
$$;

-- Minutes that answer, or no longer answer, actions of others change how those are told.
create or replace function keep_actions() returns trigger
language plpgsql security definer set search_path = register, pg_temp as $$
begin
        if tg_op <> 'DELETE' then
                perform write_actions(new);
        end if;
        perform write_actions(m)
        from minutes as m
        where m.id in (select minutes_answered_by(old.data) union select minutes_answered_by(new.data))
          and m.id <> coalesce(new.id, old.id);
        return null;
end $$;
create constraint trigger c_answers after delete on minutes
        deferrable initially deferred for each row execute function keep_actions();

-- What is answered in its own minutes is told from now on; nobody is told of it as a change.
alter table actions disable trigger user;
update actions as a
set json = told.json, tag = told.tag, due_date = told.due_date
from minutes as m
join meetings as held on held.id = m.meeting
cross join lateral actions_of(m.id, m.version, m.created_at, m.updated_at, m.data, held) as told
where told.id = a.id and told.json <> a.json;
alter table actions enable trigger user;
update recorded.actions as a
set json = (jsonb_build_object('answeredBy', told.by) || a.json::jsonb)::text
from (select minutes, version, (json::jsonb->>'answers')::integer as number,
             jsonb_agg(distinct jsonb_build_object('meeting', minutes, 'item', json::jsonb#>'{item,number}', 'action', id)) as by
      from recorded.actions where json::jsonb ? 'answers' group by 1, 2, 3) as told
where told.minutes = a.minutes and told.version = a.version and told.number = a.number and not a.json::jsonb ? 'answeredBy';
