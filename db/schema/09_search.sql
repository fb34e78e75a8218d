-- The search itself: it finds entries, computes their scores, and makes the answer. Entries with exactly the given
-- words are looked for first; only if these are few, entries with alternatives to the words are.

set local search_path = register, public;

-- Takes the filters of a search; null for each that was not given. Gives them as a query for marks; null if there are
-- none. Days are filtered by their years here; the exact filter is applied when entries are read.
create function search_filter(types text[], bodies text[], kinds text[], day_from date, day_to date) returns tsquery
language plpgsql stable as $$
declare
        filter tsquery;
        one    tsquery;
begin
        foreach one in array array[
                search_mark_any('type', types), search_mark_any('body', bodies), search_mark_any('kind', kinds),
                case when day_from is not null or day_to is not null then
                        search_mark_years(extract(year from coalesce(day_from, '1800-01-01'))::integer,
                                     extract(year from coalesce(day_to, now() + interval '50 years'))::integer) end]
        loop
                filter := coalesce(filter && one, filter, one);
        end loop;
        return filter;
end $$;

-- Takes a query and a filter. Gives the row addresses in search_entry of at most `most` matching things with names, in
-- no order; `more` is whether there are others.
create function search_names(asked tsquery, filter tsquery, most integer, day_from date, day_to date, out taken tid[], out more boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
        asked := coalesce(asked && filter, asked);
        taken := array(select ctid from register.search_entry where not item and words @@ asked
                       and (day_from is null or day >= day_from) and (day_to is null or day <= day_to) limit most + 1);
        more := cardinality(taken) > most;
        taken := taken[:most];
end $$;

-- Takes a query and a filter. Gives the row addresses in search_entry of at most `most` matching items of meetings, the
-- newest first; `more` is whether there may be others. The number of matches among the 400 newest items decides how the
-- others are found:
--   20 or more       items are read from the newest on, at most 5,000;
--   8 to 19          the index is asked for matches of as many years as should have one and a half times as many as are
--                    wanted, then, if they have not, six times as many;
--   fewer, or if the others did not find enough: at most 2,000 matches of all years are looked up by the index and sorted.
create function search_items(asked tsquery, filter tsquery, most integer, day_from date, day_to date, out taken tid[], out more boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
        sample constant integer := 400;
        often  constant integer := 20; -- of the sample
        common constant integer := 8;
        walk   constant integer := 5000;
        many   constant integer := 2000;
        margins constant numeric[] := '{1.5, 6}'; -- the sample may have more matches than the rest
        last   constant date := coalesce(day_to, 'infinity');
        margin numeric;
        recent tsquery;
        newest date;
        first  date;
        found  integer := 0;
begin
        taken := '{}';
        more := false;
        if asked is null then return; end if;
        asked := coalesce(asked && filter, asked);
        if day_from is null then
                select count(*) filter (where words @@ asked), max(day) into found, newest
                from (select words, day from register.search_entry where item and day <= last order by day desc limit sample) as one;
        end if;
        if found >= often then
                taken := array(select place from (select ctid as place, words from register.search_entry
                                                  where item and day <= last order by day desc limit walk) as one
                               where words @@ asked limit most);
        elsif found >= common then
                foreach margin in array margins loop
                        select day into first
                        from register.search_entry where item and day <= last order by day desc offset margin * most * sample / found limit 1;
                        exit when first is null;
                        recent := asked && search_mark_years(extract(year from first)::integer, extract(year from newest)::integer);
                        taken := array(select ctid from (select ctid, day from register.search_entry
                                                         where item and words @@ recent and (day_to is null or day <= day_to)
                                                         limit many) as matching
                                       order by day desc limit most);
                        exit when cardinality(taken) = most;
                end loop;
        end if;
        more := cardinality(taken) = most;
        if more then return; end if;
        taken := array(select ctid from (select ctid, day from register.search_entry where item and words @@ asked
                                         and (day_from is null or day >= day_from) and (day_to is null or day <= day_to)
                                         limit many) as matching
                       order by day desc nulls last);
        more := cardinality(taken) > most;
        taken := taken[:most];
end $$;

-- Takes alternatives (`among`), one of which an entry must match, a further query that it must match, and a filter.
-- Gives the row addresses of at most `most` such items of meetings or things with names; `more` is whether there are
-- others. Limit: 1,500 entries with an alternative are looked at; `cut` is whether that was reached. The index is
-- searched for one alternative after the other, because searching for all at once takes far longer.
create function search_alternatives(asked tsquery, among tsquery[], filter tsquery, of_items boolean, most integer, day_from date, day_to date,
                            out taken tid[], out more boolean, out cut boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
        looked constant integer := 1500; -- how many entries are looked at
begin
        asked := coalesce(asked && filter, asked, filter);
        if of_items then
                with near as materialized (
                        select ctid as place, asked is null or words @@ asked as fits, day from register.search_entry
                        where item and words @@ any (among) limit looked
                )
                select array(select place from near
                             where fits and (day_from is null or day >= day_from) and (day_to is null or day <= day_to)
                             order by day desc nulls last limit most + 1), (select count(*) = looked from near)
                  into taken, cut;
        else
                with near as materialized (
                        select ctid as place, asked is null or words @@ asked as fits, day from register.search_entry
                        where not item and words @@ any (among) limit looked
                )
                select array(select place from near
                             where fits and (day_from is null or day >= day_from) and (day_to is null or day <= day_to)
                             limit most + 1), (select count(*) = looked from near)
                  into taken, cut;
        end if;
        more := cardinality(taken) > most;
        taken := taken[:most];
end $$;

-- Takes the words of an entry, and the queries of a search. Gives the entry's score. Matches of the given words count
-- three times as much as matches of alternatives; a short title counts more than a long one; a title that is exactly
-- the text searched for counts most; bodies, agreements and organisations come before other things with names, these
-- before items, and names of codes last. For an entry with exactly the given words the alternatives are not ranked,
-- because that takes longest.
create function search_score(words tsvector, type text, title text, exact tsquery, joined tsquery, loose tsquery, whole tsquery)
returns real language sql immutable parallel safe as $$
        select (round((case when loose is null or (joined is null and words @@ exact) then 3 * ts_rank(words, exact)
                            else 2 * coalesce(ts_rank(words, exact), 0) + 2 * coalesce(ts_rank(words, joined), 0)
                                 + ts_rank(words, loose) * (numnode(loose) + 1) / 2 end
                       / ln(12 + coalesce(length(title), 40))
                       + case when words @@ whole then 0.5 else 0 end)
                      * case when type in ('bodies', 'agreements', 'organisations') then 1.6
                             when type in ('areas', 'persons', 'offices', 'meetings') then 1.3
                              when type = 'codes' then 0.05 else 1 end * 100000) / 100000)::real
$$;

-- Takes row addresses in search_entry, and the text and filters with which they were found. Gives how many entries there
-- are and, as JSON, how many of them are of each type, body, kind and year. Those of each type are counted without the
-- filter by type, so that a reader sees which other types have results.
create function search_facets(taken tid[], sought text, as_prefix boolean, types text[], bodies text[], kinds text[], day_from date, day_to date,
                              out total bigint, out facets text)
language plpgsql stable set enable_seqscan = off as $$
declare
        by_type jsonb;
begin
        with entry as materialized (
                select type, body, kind, extract(year from day)::text as year from register.search_entry where ctid = any (taken)
        ), counted as (
                select case grouping(type, body, kind, year) when 7 then 'type' when 11 then 'body' when 13 then 'kind' when 14 then 'year' end as by,
                       coalesce(type, body, kind, year) as name, count(*) as n
                from entry
                group by grouping sets (type, body, kind, year)
        )
        select (select count(*) from entry),
               (select json_build_object('type', coalesce(json_object_agg(name, n) filter (where by = 'type'), '{}'),
                                         'body', coalesce(json_object_agg(name, n) filter (where by = 'body'), '{}'),
                                         'kind', coalesce(json_object_agg(name, n) filter (where by = 'kind'), '{}'),
                                         'year', coalesce(json_object_agg(name, n) filter (where by = 'year'), '{}'))
                from counted where name is not null)
          into total, facets;
        if types is not null then
                select jsonb_object_agg(type, n) into by_type
                from (select type, count(*) as n from register.search(sought, as_prefix, null, bodies, kinds, day_from, day_to)
                      group by type) as counted;
                facets := facets::jsonb || jsonb_build_object('type', coalesce(by_type, '{}'));
        end if;
end $$;

-- Takes the text that is searched for, and filters. Gives entries with their scores, in no order; the caller sorts them
-- and takes a page. Each row also has what concerns the whole search: `query`, what is to be marked in results; `more`,
-- whether entries were left out; `suggestion`, the corrected text; if `counted`, `total` and `facets` as search_facets()
-- gives them, else null. Entries with exactly the given words are looked for first; if these are few, those with
-- alternatives; and if there are none at all, those with words of a similar spelling.
-- Limit: 300 things with names, 200 items of meetings, and 50 of each with exactly this title.
create function search(sought text, as_prefix boolean default false, types text[] default null,
                       bodies text[] default null, kinds text[] default null, day_from date default null,
                       day_to date default null, counted boolean default false)
returns table (type text, resource text, part text, body text, kind text, day date, label jsonb, written text,
               score real, query tsquery, more boolean, suggestion text, total bigint, facets text)
language plpgsql stable rows 300 set plan_cache_mode = force_generic_plan set enable_seqscan = off
set client_min_messages = warning as $$
#variable_conflict use_column
declare
        pieces constant register.search_piece[] := register.search_pieces(sought);
        filter constant tsquery := register.search_filter(types, bodies, kinds, day_from, day_to);
        whole  constant tsquery := register.quote_word(register.search_title_mark(sought))::tsquery;
        exact  constant tsquery := register.search_conjunction(pieces, array(select piece.said from unnest(pieces) as piece));
        joined constant tsquery := (select string_agg(piece.joined::text, ' | ')::tsquery from unnest(pieces) as piece);
        asked  record;
        names  record;
        items  record;
        taken  tid[];
        cut    boolean := false;
begin
        names := register.search_names(exact, filter, 300, day_from, day_to);
        items := register.search_items(exact, filter, 200, day_from, day_to);
        taken := names.taken || items.taken;
        asked := register.search_expand(case when names.more and items.more then '{}' else pieces end, as_prefix, false);
        for attempt in 1 .. 2 loop
                if not names.more and asked.wide is distinct from exact then
                        names := register.search_alternatives(asked.others, asked.among, filter, false, 300, day_from, day_to);
                        cut := cut or names.cut;
                end if;
                if not items.more and asked.wide is distinct from exact then
                        items := register.search_alternatives(asked.others, asked.among, filter, true, 200, day_from, day_to);
                        cut := cut or items.cut;
                end if;
                taken := taken || names.taken || items.taken;
                exit when taken <> '{}' or asked.suggestion is not null or filter is not null or cardinality(pieces) > 4;
                asked := register.search_expand(pieces, as_prefix, true);
                exit when asked.suggestion is null;
        end loop;
        if names.more or items.more then
                taken := taken || (register.search_names(whole, filter, 50, day_from, day_to)).taken
                               || (register.search_items(whole, filter, 50, day_from, day_to)).taken;
        end if;
        if counted then
                select found.total, found.facets into total, facets
                from register.search_facets(taken, sought, as_prefix, types, bodies, kinds, day_from, day_to) as found;
        end if;
        return query
        select entry.type, entry.resource, entry.part, entry.body, entry.kind, entry.day, entry.label, entry.written,
               register.search_score(entry.words, entry.type, register.main_text(entry.label), exact, joined, asked.loose, whole),
               coalesce(asked.wide, exact), names.more or items.more or cut, asked.suggestion, total, facets
        from register.search_entry as entry
        where entry.ctid = any (taken);
end $$;

-- Answers ---------------------------------------------------------------------------------------------------

-- Takes a text and a query. Gives the text as a JSON array of pieces, each with whether it matches; with `short`, only
-- the part of the text with the most matches, 12 to 30 words. Two private-use characters mark the matches meanwhile;
-- they are removed from the text first.
create function search_highlights(written text, query tsquery, short boolean) returns text
language plpgsql stable cost 1000 as $$
declare
        marked text;
begin
        if written = '' then return '[]'; end if;
        marked := ts_headline('register.norsk', translate(written, U&'\E000\E001', ''), query,
                              case when short then U&'StartSel=\E000, StopSel=\E001, MinWords=12, MaxWords=30, ShortWord=0'
                                   else U&'StartSel=\E000, StopSel=\E001, HighlightAll=true' end);
        marked := '{"text":' || replace(replace(to_json(marked)::text, U&'\E000', '","match":false},{"text":"'),
                                        U&'\E001', '","match":true},{"text":"') || ',"match":false},';
        return '[' || rtrim(replace(marked, '{"text":"","match":false},', ''), ',') || ']';
end $$;

-- Takes an entry. Gives it as JSON, as the search answers it.
create function search_result(entry_id text, type text, resource text, part text, body text, kind text, day date,
                            label jsonb, written text, score real, query tsquery)
returns text language plpgsql stable cost 10000 as $$
begin
        return '{"id":' || to_json(entry_id) || ',"type":"' || type || '","resource":"' || resource || '"'
            || case when part <> '' then ',"part":' || part else '' end
            || ',"href":"/v1/' || case type when 'agenda' then 'meetings/' || resource
                                            when 'minutes' then 'meetings/' || resource || '/minutes'
                                            else type || '/' || resource end || '"'
            || ',"title":' || label::text
            || coalesce(',"body":"' || body || '"', '') || coalesce(',"kind":"' || kind || '"', '')
            || coalesce(',"date":"' || day || '"', '')
            || ',"score":' || score
            || ',"highlights":{"title":' || search_highlights(search_text(coalesce(label->>'nb', label->>'nn')), query, false)
            || ',"text":' || search_highlights(written, query, true) || '}}';
end $$;

-- Takes the text that is searched for, and filters, as search() does. Gives the counts of search_facets(). For a page
-- without rows: where there are rows, search() gives the counts with them.
create function search_counts(sought text, as_prefix boolean default false, types text[] default null, bodies text[] default null,
                              kinds text[] default null, day_from date default null, day_to date default null,
                              out total bigint, out facets text) language plpgsql stable as $$
begin
        select found.total, found.facets into total, facets
        from register.search(sought, as_prefix, types, bodies, kinds, day_from, day_to, counted => true) as found
        limit 1;
        if total is null then
                select none.total, none.facets into total, facets
                from register.search_facets('{}', sought, as_prefix, types, bodies, kinds, day_from, day_to) as none;
        end if;
end $$;
