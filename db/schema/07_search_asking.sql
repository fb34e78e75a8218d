-- How search is asked. What is found by the very words comes first and is often enough; only where it is not, words are
-- widened by the vocabulary.

set local search_path = register, public;

-- A part of what was asked, a word or a "phrase": what it says as a query, whether it must not be there, whether it is meant as it
-- stands, and the word of the vocabulary that it makes together with the part before it.
create type search_piece as (written text, said tsquery, never boolean, fixed boolean, joined tsquery);

-- Marks of which one must be there; null asks for nothing.
create function search_any(mark text, wanted text[]) returns tsquery language sql immutable parallel safe as $$
        select string_agg(register.quote_word('#' || mark || ':' || one), ' | ')::tsquery from unnest(wanted) as one
$$;

create function search_years(first integer, last integer) returns tsquery language sql immutable parallel safe as $$
        select register.search_any('year', array(select year::text from generate_series(first, last) as year))
$$;

-- A word, if it is one of the vocabulary.
create function search_known(part text) returns tsquery language sql stable strict as $$
        select register.quote_word(word)::tsquery from register.search_word where word = register.search_stem(part)
$$;

-- The day that a text names (2011-08-30, 30.08.2011, 30. august 2011); null where there is no such day.
create function search_day(written text) returns date language plpgsql immutable parallel safe as $$
declare
        months constant text[] := '{jan,feb,mar,apr,mai,jun,jul,aug,sep,okt,nov,des}';
        parts  text[];
begin
        parts := coalesce(regexp_match(written, '^([0-9]{4})-([0-9]{2})-([0-9]{2})$'),
                          (select array[part[3], part[2], part[1]]
                           from regexp_match(written, '^([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})$') as part where part is not null),
                          (select array[part[3], array_position(months, lower(part[2]))::text, part[1]]
                           from regexp_match(written, '^([0-9]{1,2})[. ]+([[:alpha:]]{3})[[:alpha:]]*[. ]+([0-9]{4})$') as part where part is not null));
        if parts[2] is null or parts[1]::integer = 0 then return null; end if;
        return make_date(parts[1]::integer, parts[2]::integer, parts[3]::integer);
exception when datetime_field_overflow then
        return null;
end $$;

-- A day is found by its mark, and by what a text says of it.
create function search_said_of_day(day date) returns tsquery language sql immutable strict parallel safe as $$
        select register.quote_word('#day:' || day)::tsquery
            || plainto_tsquery('register.norsk', extract(day from day) || ' ' || (array['januar', 'februar', 'mars', 'april', 'mai',
                       'juni', 'juli', 'august', 'september', 'oktober', 'november', 'desember'])[extract(month from day)]
                       || ' ' || extract(year from day))
$$;

-- One piece of what was asked.
create function search_piece(piece text, before search_piece) returns search_piece language plpgsql stable as $$
declare
        made register.search_piece;
        day  constant date := case when piece ~ '^[0-9].*[0-9]{2}$' then register.search_day(piece) end;
begin
        made.never := piece ~ '^-+["[:alnum:]]';
        made.written := ltrim(piece, '-');
        made.fixed := made.written like '"%' or day is not null;
        made.said := case when day is not null then register.search_said_of_day(day)
                          when made.fixed then phraseto_tsquery('register.norsk', made.written)
                          else plainto_tsquery('register.norsk', made.written) end;
        if not made.fixed and made.written ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]' then
                made.said := coalesce(made.said || register.search_known(regexp_replace(made.written, '[^[:alnum:]]+', '', 'g')), made.said);
        end if;
        if not (made.never or made.fixed or before.never or before.fixed) then
                made.joined := register.search_known(before.written || made.written);
        end if;
        return made;
end $$;

-- What was asked, in pieces: so many say all that a person looks for. Numbers of organisations are put together however they are
-- spaced.
create function search_pieces(sought text) returns search_piece[] language plpgsql stable as $$
declare
        cleaned constant text := regexp_replace(register.search_text(sought),
                '\m(?:NO[ .-]*)?([0-9]{3})[ .]?([0-9]{3})[ .]?([0-9]{3})(?:[ .-]*MVA)?\M', '\1\2\3', 'gi');
        pieces register.search_piece[] := '{}';
        before register.search_piece;
        piece  text;
begin
        for piece in
                select said[1]
                from regexp_matches(cleaned, '-?"[^"]+"|\m[0-9]{1,2}[. ]+[[:alpha:]]{3,9}[. ]+[0-9]{4}\M|[^\s"]+', 'g') as said
                limit 12
        loop
                before := register.search_piece(piece, before);
                pieces := pieces || before;
        end loop;
        return pieces;
end $$;

-- Words of the vocabulary that begin as a word does, or end so, for so many letters: those that are not further from it than `reach`,
-- the nearest.
create function search_near_by(stem text, letters integer, reach integer, out near tsquery, out written text)
language sql stable as $$
        select string_agg(register.quote_word(word), ' | ')::tsquery,
               (array_agg(near.written order by length(word), word))[1]
        from (
                select candidate.*, rank() over (order by distance) as place
                from (
                        (select word, written, public.levenshtein_less_equal(word, stem, reach) as distance
                         from register.search_word
                         where word >= left(stem, letters) and word < left(stem, letters) || U&'\+10FFFF' limit 2000)
                        union
                        (select word, written, public.levenshtein_less_equal(word, stem, reach)
                         from register.search_word
                         where reverse(word) >= reverse(right(stem, letters)) and reverse(word) < reverse(right(stem, letters)) || U&'\+10FFFF'
                         limit 2000)
                ) as candidate
                where distance <= reach and word <> stem
        ) as near
        where place = 1
$$;

-- What the vocabulary has for a word that is not in it: the words spelt most nearly so, or the two that it is made of. One slip leaves
-- one half of a word as it is, two mostly a third at one of its ends.
create function search_near(part text, stem text, out near tsquery, out written text) language plpgsql stable as $$
begin
        if stem !~ '^[[:alpha:]]{4,60}$' then return; end if;
        -- a letter too many, or two that changed places
        select string_agg(quote_word(close.word), ' | ')::tsquery, min(close.written) into near, written
        from register.search_word as close
        where close.word <> stem and close.word = any (array(
                select overlay(stem placing '' from at for 1) from generate_series(1, length(stem)) as at
                union
                select overlay(stem placing reverse(substr(stem, at, 2)) from at for 2) from generate_series(1, length(stem) - 1) as at));
        if near is null then
                select close.near, close.written into near, written from register.search_near_by(stem, length(stem) / 2, 1) as close;
        end if;
        if near is null then
                select (quote_word(first.word) || ' & ' || quote_word(second.word))::tsquery, first.written || ' ' || second.written
                  into near, written
                from generate_series(3, length(part) - 3) as at
                     join register.search_word as first on first.word = register.search_stem(left(part, at))
                     join register.search_word as second on second.word = register.search_stem(substr(part, at + 1))
                where length(first.word) > 2 and length(second.word) > 2
                order by at desc
                limit 1;
        end if;
        if near is null and length(stem) >= 8 then
                select close.near, close.written into near, written from register.search_near_by(stem, length(stem) / 3, 2) as close;
        end if;
end $$;

-- Words of the vocabulary that begin with what somebody has written so far, those of names first.
create function search_beginning(plain_part text, most integer) returns setof text language sql stable as $$
        (select word from (select word from register.search_word
                           where plain >= plain_part and plain < plain_part || U&'\+10FFFF' and named limit 1000) as known
         order by length(word), word limit most)
        union all
        (select word from (select word from register.search_word
                           where plain >= plain_part and plain < plain_part || U&'\+10FFFF' and not named
                             and length(plain_part) > 2 limit 500) as known
         order by length(word), word limit most / 2)
$$;

-- Words of the vocabulary that contain a word: those that end with it first. A short one must be their end, and what is before it the
-- beginning of another word: `råd` is in `fagråd`, not in `område`.
create function search_compounds(stem text, alike_stem text, most integer) returns setof text language plpgsql stable as $$
declare
        inside constant text := replace(replace(alike_stem, '\', '\\'), '_', '\_');
begin
        if length(stem) >= 4 then
                return query
                select word from (select word, alike from register.search_word
                                  where alike like '%' || inside || '%' and word <> stem limit 400) as compound
                order by alike not like '%' || inside, length(word), word limit most;
        elsif length(stem) = 3 then
                return query
                select word from (select word, left(plain, -length(register.search_plain(alike_stem))) as first from register.search_word
                                  where alike like '%' || inside and length(word) > 5 limit 100) as compound
                where exists (select from register.search_word as other
                              where other.plain >= first and other.plain < first || U&'\+10FFFF' and other.alike not like '%' || inside)
                order by length(word), word limit most;
        end if;
end $$;

-- One word widened, to alternatives: itself, those that are the same in the other Norwegian or without foreign letters, those that contain
-- it, and those that begin with it if it may go on; if there are none and it is not known, or if it is in doubt, those that are near it.
-- `slip` is how such a one is written.
create function search_widened(part text, most integer, goes_on boolean, in_doubt boolean, out among tsquery[], out slip text)
language plpgsql stable as $$
declare
        stem  constant text := coalesce((tsvector_to_array(register.search_vector_of(part)))[1], case when goes_on then lower(part) end);
        same  constant text := register.search_alike(stem);
        known constant boolean := exists (select from register.search_word where word = stem);
        words text[];
        close record;
begin
        if stem is null then return; end if;
        among := array[quote_word(stem)::tsquery];
        if stem ~ '^[0-9]+$' then
                if stem ~ '^(19|20)[0-9]{2}$' then
                        among := among || quote_word('#year:' || stem)::tsquery;
                elsif goes_on and length(stem) > 2 then
                        among := array[(quote_word(stem) || ':*')::tsquery];
                end if;
                return;
        end if;
        words := array(select word from register.search_word
                       where plain in (register.search_plain(same), register.search_plain(lower(part))) and word <> stem
                         and (alike = same or not known or stem = register.search_plain(stem)) limit 10);
        if known or not goes_on then
                words := words || array(select search_compounds from register.search_compounds(stem, same, most));
        end if;
        if goes_on then
                words := words || array(select search_beginning from register.search_beginning(
                                                register.search_plain(register.search_alike(lower(part))), most));
                if words = '{}' and not known then
                        words := array(select search_beginning from register.search_beginning(register.search_plain(same), most));
                end if;
        end if;
        among := among || array(select quote_word(word)::tsquery from unnest(words) as word where word <> stem);
        if in_doubt or (words = '{}' and not known) then
                close := register.search_near(lower(part), stem);
                among := array_remove(among || close.near, null);
                slip := close.written;
        end if;
end $$;

-- What asks for one of these.
create function search_one_of(among tsquery[]) returns tsquery language sql immutable parallel safe as $$
        select string_agg(alternative::text, ' | ')::tsquery from unnest(among) as alternative where numnode(alternative) > 0
$$;

-- What must all be there; what says nothing is left out. Null if nothing must: who only says what must not be there asks for
-- all the rest.
create function search_all(asked tsquery[]) returns tsquery language plpgsql immutable parallel safe as $$
declare
        together tsquery;
        says     boolean := false;
        one      tsquery;
begin
        foreach one in array asked loop
                if numnode(one) > 0 then
                        together := coalesce(together && one, one);
                        says := says or one::text not like '!%';
                end if;
        end loop;
        return case when says then together end;
end $$;

-- All pieces, where `said` is what each is taken to say; and any two of them as one word.
create function search_together(pieces search_piece[], said tsquery[]) returns tsquery language plpgsql stable as $$
declare
        asked tsquery;
begin
        for n in 1 .. cardinality(pieces) loop
                if pieces[n].never then
                        said[n] := !! said[n];
                end if;
        end loop;
        asked := register.search_all(said);
        for n in 2 .. cardinality(pieces) loop
                if pieces[n].joined is not null then
                        asked := coalesce(asked || register.search_all(said[:n - 2] || pieces[n].joined || said[n + 1:]), asked);
                end if;
        end loop;
        return asked;
end $$;

-- A piece widened, word for word, to alternatives. `slip` is the piece in words of the register, if it is not.
create function search_wide_piece(piece search_piece, most integer, goes_on boolean, in_doubt boolean, out among tsquery[], out slip text)
language plpgsql stable as $$
declare
        parts constant text[] := array(select part[1] from regexp_matches(piece.written, '[[:alnum:]]+', 'g') as part limit 12);
        wide  tsquery;
        one   record;
begin
        for n in 1 .. cardinality(parts) loop
                one := register.search_widened(parts[n], most, goes_on and n = cardinality(parts) and piece.written ~ '[[:alnum:]]$', in_doubt);
                among := one.among;
                wide := coalesce(wide && register.search_one_of(among), wide, register.search_one_of(among));
                if one.slip is not null then
                        slip := replace(coalesce(slip, piece.written), parts[n], one.slip);
                end if;
        end loop;
        if cardinality(parts) > 1 then
                among := array[wide];
        end if;
        among := array_remove(among || piece.said, null);
end $$;

-- All that was asked, each word widened. `loose`: any of it, to weigh what is found; `among`: alternatives of which all that is found has
-- one, and `others`: what else it must have, if anything. `in_doubt`: words that are known may be slips, too. `suggestion`: the
-- same in words that are in the register, where some were not.
create function search_wide(pieces search_piece[], as_prefix boolean, in_doubt boolean, out wide tsquery, out loose tsquery, out among tsquery[],
                            out others tsquery, out suggestion text)
language plpgsql stable as $$
declare
        most  constant integer := greatest(6, 40 / greatest(1, cardinality(pieces)));
        said  tsquery[] := '{}';
        texts text[] := '{}';
        slips boolean := false;
        longest integer := 0;
        alternatives tsquery[];
        one   record;
begin
        for n in 1 .. cardinality(pieces) loop
                said[n] := pieces[n].said;
                texts[n] := case when pieces[n].never then '-' else '' end || pieces[n].written;
                continue when pieces[n].never;
                alternatives := array[pieces[n].said];
                if not pieces[n].fixed then
                        one := register.search_wide_piece(pieces[n], most, as_prefix and n = cardinality(pieces), in_doubt);
                        alternatives := one.among;
                        said[n] := register.search_one_of(alternatives);
                        texts[n] := coalesce(one.slip, texts[n]);
                        slips := slips or one.slip is not null;
                end if;
                if numnode(said[n]) > 0 then
                        loose := coalesce(loose || said[n], said[n]);
                        -- a longer word is likely rarer
                        if length(pieces[n].written) > longest then
                                longest := length(pieces[n].written);
                                among := alternatives;
                        end if;
                end if;
                loose := coalesce(loose || pieces[n].joined, loose);
        end loop;
        wide := register.search_together(pieces, said);
        among := among || array(select piece.joined from unnest(pieces) as piece where piece.joined is not null);
        others := case when cardinality(pieces) > 1 then wide end;
        suggestion := case when slips then array_to_string(texts, ' ') end;
end $$;

-- Where the newest items of meetings are that match, at most `most` (`more`: there are others). A word that some of the newest
-- items have is common: these are walked from the newest on. Else all that match are looked at, if they are not so many that
-- the walk is enough, too. So only so much is touched, however many match.
create function search_newest(asked tsquery, filter tsquery, most integer, day_from date, day_to date, out taken tid[], out more boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
        common constant integer := 8; -- of so many newest:
        sample constant integer := 400;
        walk   constant integer := 20000;
        many   constant integer := 2000;
        last   constant date := coalesce(day_to, 'infinity');
begin
        taken := '{}';
        more := false;
        if asked is null then return; end if;
        asked := coalesce(asked && filter, asked);
        if day_from is null and common <= (
                select count(*) from (select words from register.search_entry where item and day <= last order by day desc limit sample) as newest
                where words @@ asked)
        then
                taken := array(select place from (select ctid as place, words from register.search_entry
                                                  where item and day <= last order by day desc limit walk) as newest
                               where words @@ asked limit most);
                more := cardinality(taken) = most;
                if more then return; end if;
        end if;
        taken := array(select ctid from (select ctid, day from register.search_entry where item and words @@ asked
                                         and (day_from is null or day >= day_from) and (day_to is null or day <= day_to)
                                         limit many) as matching
                       order by day desc nulls last);
        more := cardinality(taken) > most;
        taken := taken[:most];
end $$;

-- The same of what has a name, in no order: there are not so many.
create function search_names(asked tsquery, filter tsquery, most integer, day_from date, day_to date, out taken tid[], out more boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
        asked := coalesce(asked && filter, asked);
        taken := array(select ctid from register.search_entry where not item and words @@ asked
                       and (day_from is null or day >= day_from) and (day_to is null or day <= day_to) limit most + 1);
        more := cardinality(taken) > most;
        taken := taken[:most];
end $$;

-- Where those are that have words like those that were asked for: by one word after the other of `among`, of which one is in each
-- of them. An index that looks for all of them at once takes far longer. `cut`: not all that have such a word were looked at.
create function search_like(asked tsquery, among tsquery[], filter tsquery, of_items boolean, most integer, day_from date, day_to date,
                            out taken tid[], out more boolean, out cut boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
        looked constant integer := 1500; -- at so many
begin
        asked := coalesce(asked && filter, asked, filter);
        if of_items then
                with near as materialized (
                        select ctid as place, words, day from register.search_entry
                        where item and words @@ any (among) limit looked
                )
                select array(select place from near
                             where (asked is null or words @@ asked) and (day_from is null or day >= day_from) and (day_to is null or day <= day_to)
                             order by day desc nulls last limit most + 1), (select count(*) = looked from near)
                  into taken, cut;
        else
                with near as materialized (
                        select ctid as place, words, day from register.search_entry
                        where not item and words @@ any (among) limit looked
                )
                select array(select place from near
                             where (asked is null or words @@ asked) and (day_from is null or day >= day_from) and (day_to is null or day <= day_to)
                             limit most + 1), (select count(*) = looked from near)
                  into taken, cut;
        end if;
        more := cardinality(taken) > most;
        taken := taken[:most];
end $$;

-- What a filter asks of an entry, in marks; null for no filter.
create function search_filter(types text[], bodies text[], kinds text[], day_from date, day_to date) returns tsquery
language plpgsql stable as $$
declare
        filter tsquery;
        one    tsquery;
begin
        foreach one in array array[
                search_any('type', types), search_any('body', bodies), search_any('kind', kinds),
                case when day_from is not null or day_to is not null then
                        search_years(extract(year from coalesce(day_from, '1800-01-01'))::integer,
                                     extract(year from coalesce(day_to, now() + interval '50 years'))::integer) end]
        loop
                filter := coalesce(filter && one, filter, one);
        end loop;
        return filter;
end $$;

-- How well an entry fits: the very words count thrice what words like them do, in a short title more than in a long one; a title
-- asked for as a whole most, and what one asks for most is put before the rest. What has the very words is not weighed by the others, too:
-- that takes longest.
create function search_score(words tsvector, type text, title text, exact tsquery, joined tsquery, loose tsquery, whole tsquery)
returns real language plpgsql immutable parallel safe as $$
declare
        fits double precision;
begin
        if loose is null or (joined is null and words @@ exact) then
                fits := 3 * ts_rank(words, exact);
        else
                fits := 2 * coalesce(ts_rank(words, exact), 0) + 2 * coalesce(ts_rank(words, joined), 0)
                        + ts_rank(words, loose) * (numnode(loose) + 1) / 2;
        end if;
        fits := fits / ln(12 + coalesce(length(title), 40)) + case when words @@ whole then 0.5 else 0 end;
        return round(100000 * fits * case when type in ('bodies', 'agreements', 'organisations') then 1.6
                                          when type in ('areas', 'persons', 'offices', 'meetings') then 1.3 else 1 end) / 100000;
end $$;

-- What is found, ranked. Weighed are what is called so as a whole, and of names and of items of meetings each some hundreds:
-- those that have the very words, and only where they are not so many those that have words like them. `more`: there were others;
-- `query`: what to mark in them.
create function search(sought text, as_prefix boolean default false, types text[] default null,
                       bodies text[] default null, kinds text[] default null, day_from date default null,
                       day_to date default null)
returns table (type text, resource text, part text, body text, kind text, day date, label jsonb, written text,
               score real, query tsquery, more boolean, suggestion text)
language plpgsql stable rows 300 set plan_cache_mode = force_generic_plan set enable_seqscan = off
set client_min_messages = warning as $$
#variable_conflict use_column
declare
        pieces constant register.search_piece[] := register.search_pieces(sought);
        filter constant tsquery := register.search_filter(types, bodies, kinds, day_from, day_to);
        whole  constant tsquery := register.quote_word(register.search_whole(sought))::tsquery;
        exact  constant tsquery := register.search_together(pieces, array(select piece.said from unnest(pieces) as piece));
        joined constant tsquery := (select string_agg(piece.joined::text, ' | ')::tsquery from unnest(pieces) as piece);
        asked  record;
        names  record;
        items  record;
        taken  tid[];
        cut    boolean := false;
begin
        names := register.search_names(exact, filter, 300, day_from, day_to);
        items := register.search_newest(exact, filter, 200, day_from, day_to);
        taken := names.taken || items.taken;
        asked := register.search_wide(case when names.more and items.more then '{}' else pieces end, as_prefix, false);
        for attempt in 1 .. 2 loop
                if not names.more then
                        names := register.search_like(asked.others, asked.among, filter, false, 300, day_from, day_to);
                        cut := cut or names.cut;
                end if;
                if not items.more then
                        items := register.search_like(asked.others, asked.among, filter, true, 200, day_from, day_to);
                        cut := cut or items.cut;
                end if;
                taken := taken || names.taken || items.taken;
                exit when taken <> '{}' or asked.suggestion is not null or filter is not null or cardinality(pieces) > 4;
                asked := register.search_wide(pieces, as_prefix, true);
                exit when asked.suggestion is null;
        end loop;
        if names.more or items.more then
                taken := taken || (register.search_names(whole, filter, 50, day_from, day_to)).taken
                               || (register.search_newest(whole, filter, 50, day_from, day_to)).taken;
        end if;
        return query
        select entry.type, entry.resource, entry.part, entry.body, entry.kind, entry.day, entry.label, entry.written,
               register.search_score(entry.words, entry.type, register.main_text(entry.label), exact, joined, asked.loose, whole),
               coalesce(asked.wide, exact), names.more or items.more or cut, asked.suggestion
        from register.search_entry as entry
        where entry.ctid = any (taken);
end $$;

-- A text in pieces, those that match and those between them, as JSON. What separates them while they are made is no text's.
create function search_marked(written text, query tsquery, short boolean) returns text
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

-- An entry as it is answered.
create function search_json(entry_id text, type text, resource text, part text, body text, kind text, day date,
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
            || ',"highlights":{"title":' || search_marked(search_text(coalesce(label->>'nb', label->>'nn')), query, false)
            || ',"text":' || search_marked(written, query, true) || '}}';
end $$;

-- How many of what is weighed match, and how many of them each type, body, kind and year has; the types whatever `types` asks for.
create function search_counts(sought text, as_prefix boolean default false, types text[] default null, bodies text[] default null,
                              kinds text[] default null, day_from date default null, day_to date default null,
                              out total bigint, out facets text) language plpgsql stable as $$
declare
        by_type jsonb;
begin
        with taken as materialized (
                select type, body, kind, extract(year from day)::text as year
                from register.search(sought, as_prefix, types, bodies, kinds, day_from, day_to)
        ), counted as (
                select case grouping(type, body, kind, year) when 7 then 'type' when 11 then 'body' when 13 then 'kind' when 14 then 'year' end as by,
                       coalesce(type, body, kind, year) as name, count(*) as n
                from taken
                group by grouping sets (type, body, kind, year)
        )
        select (select count(*) from taken),
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
