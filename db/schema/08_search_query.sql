-- Makes queries of the text that is searched for: the text is divided into pieces, and each word is expanded with
-- alternatives from the vocabulary. The comment of each function says what it takes, what it gives, and its limit; thus
-- the work is bounded whatever is searched for.

set local search_path = register, public;

-- Takes the kind of a mark ("body") and values. Gives a query for entries that have one of these marks; null for no values.
create function search_mark_any(mark text, wanted text[]) returns tsquery language sql immutable parallel safe as $$
        select string_agg(register.quote_word('#' || mark || ':' || one), ' | ')::tsquery from unnest(wanted) as one
$$;

-- Takes two years. Gives a query for entries of all years from the first to the last.
create function search_mark_years(first integer, last integer) returns tsquery language sql immutable parallel safe as $$
        select register.search_mark_any('year', array(select year::text from generate_series(first, last) as year))
$$;

-- A piece of the text that is searched for: a word, a "phrase" or a day.
--   written  the piece as it was written, without the `-` before it
--   said     the query for exactly this piece
--   never    it had a `-` before it: entries must not have it
--   fixed    it is a phrase or a day, which is not expanded
--   joined   if the piece and the one before it together make a word of the vocabulary, the query for that word
create type search_piece as (written text, said tsquery, never boolean, fixed boolean, joined tsquery);

-- Takes a word as it is written. Gives a query for its stem if the vocabulary has it, else null.
create function search_vocabulary_word(part text) returns tsquery language sql stable strict as $$
        select register.quote_word(word)::tsquery from register.search_word where word = register.search_stem(part)
$$;

-- Takes a text. Gives the day that it names (2011-08-30, 30.08.2011, 30. august 2011), or null if it names no day that exists.
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

-- Takes a day. Gives a query for entries of that day, and for texts in which it is written in Norwegian.
create function search_day_query(day date) returns tsquery language sql immutable strict parallel safe as $$
        select register.quote_word('#day:' || day)::tsquery
            || plainto_tsquery('register.norsk', extract(day from day) || ' ' || (array['januar', 'februar', 'mars', 'april', 'mai',
                       'juni', 'juli', 'august', 'september', 'oktober', 'november', 'desember'])[extract(month from day)]
                       || ' ' || extract(year from day))
$$;

-- Takes a piece as it was written, and the piece before it. Gives the piece.
create function search_piece(piece text, before search_piece) returns search_piece language plpgsql stable as $$
declare
        made register.search_piece;
        day  constant date := case when piece ~ '^[0-9].*[0-9]{2}$' then register.search_day(piece) end;
begin
        made.never := piece ~ '^-+["[:alnum:]]';
        made.written := ltrim(piece, '-');
        made.fixed := made.written like '"%' or day is not null;
        made.said := case when day is not null then register.search_day_query(day)
                          when made.fixed then phraseto_tsquery('register.norsk', made.written)
                          else plainto_tsquery('register.norsk', made.written) end;
        if not made.fixed and made.written ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]' then
                made.said := coalesce(made.said || register.search_vocabulary_word(regexp_replace(made.written, '[^[:alnum:]]+', '', 'g')), made.said);
        end if;
        if not (made.never or made.fixed or before.never or before.fixed) then
                made.joined := register.search_vocabulary_word(before.written || made.written);
        end if;
        return made;
end $$;

-- Takes the text that is searched for. Gives its pieces; an organisation number becomes one piece however its digits
-- are spaced. Limit: the first 12 pieces.
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

-- Words of the vocabulary -----------------------------------------------------------------------------------

-- Takes the stem of a word. Gives, of the words of the vocabulary that share its first or its last `letters` letters, those with the
-- smallest edit distance, which is at most `reach`: a query for them, and how the shortest is written.
-- Limit: 2,000 words with the same beginning and 2,000 with the same end are compared.
create function search_words_within(stem text, letters integer, reach integer, out near tsquery, out written text)
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

-- Takes a word that may be misspelt, and its stem. Gives a query for similar words of the vocabulary, and how they are
-- written: words with one letter less or two letters exchanged; else words at edit distance 1; else two words that were
-- written as one; else, for a stem of eight letters or more, words at distance 2. One mistake leaves one half of a word
-- intact, and two mostly leave a third at one of its ends, so an index finds the candidates. Limit: words of 4 to 60
-- letters.
create function search_words_near(part text, stem text, out near tsquery, out written text) language plpgsql stable as $$
begin
        if stem !~ '^[[:alpha:]]{4,60}$' then return; end if;
        -- one letter too many, or two letters exchanged
        select string_agg(quote_word(close.word), ' | ')::tsquery, min(close.written) into near, written
        from register.search_word as close
        where close.word <> stem and close.word = any (array(
                select overlay(stem placing '' from at for 1) from generate_series(1, length(stem)) as at
                union
                select overlay(stem placing reverse(substr(stem, at, 2)) from at for 2) from generate_series(1, length(stem) - 1) as at));
        if near is null then
                select close.near, close.written into near, written from register.search_words_within(stem, length(stem) / 2, 1) as close;
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
                select close.near, close.written into near, written from register.search_words_within(stem, length(stem) / 3, 2) as close;
        end if;
end $$;

-- Takes the beginning of a word in plain letters. Gives stems of the vocabulary that begin with it, the shortest first:
-- `most` stems that names have, then half as many others. Limit: 1,000 and 500 candidates.
create function search_words_beginning(plain_part text, most integer) returns setof text language sql stable as $$
        (select word from (select word from register.search_word
                           where plain >= plain_part and plain < plain_part || U&'\+10FFFF' and named limit 1000) as known
         order by length(word), word limit most)
        union all
        (select word from (select word from register.search_word
                           where plain >= plain_part and plain < plain_part || U&'\+10FFFF' and not named
                             and length(plain_part) > 2 limit 500) as known
         order by length(word), word limit most / 2)
$$;

-- Takes a stem. Gives at most `most` stems of the vocabulary that contain it; those that end with it come first, then
-- short ones. A stem of three letters must be the end of the word, and the rest of the word must begin another word:
-- `fagråd` contains `råd`, and `område` does not. Limit: 400 candidates; 100 for a stem of three letters.
create function search_words_containing(stem text, alike_stem text, most integer) returns setof text language plpgsql stable as $$
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

-- Queries with alternatives ---------------------------------------------------------------------------------

-- Takes a word, its stem, and the stem in the spelling that is the same for Bokmål and Nynorsk. Gives the stems of
-- related words, as search_expand_word() describes.
create function search_words_related(part text, stem text, same text, most integer, goes_on boolean, known boolean)
returns text[] language plpgsql stable as $$
declare
        words text[] := array(
                select word from register.search_word
                where plain in (register.search_plain(same), register.search_plain(lower(part))) and word <> stem
                  and (alike = same or not known or stem = register.search_plain(stem)) limit 10);
begin
        if known or not goes_on then
                words := words || array(select register.search_words_containing(stem, same, most));
        end if;
        if goes_on then
                words := words || array(select register.search_words_beginning(
                                                register.search_plain(register.search_common_spelling(lower(part))), most));
                if words = '{}' and not known then
                        words := array(select register.search_words_beginning(register.search_plain(same), most));
                end if;
        end if;
        return words;
end $$;

-- Takes a number that is searched for. Gives alternatives: a year may also be the year of an entry, and a number that
-- may not be complete (`goes_on`) may be the beginning of a longer one.
create function search_expand_number(stem text, goes_on boolean) returns tsquery[] language sql immutable parallel safe as $$
        select case when stem ~ '^(19|20)[0-9]{2}$' then array[register.quote_word(stem)::tsquery, register.quote_word('#year:' || stem)::tsquery]
                    when goes_on and length(stem) > 2 then array[(register.quote_word(stem) || ':*')::tsquery]
                    else array[register.quote_word(stem)::tsquery] end
$$;

-- Takes one word. Gives the word itself and alternatives to it: the same word in the other written form of Norwegian or
-- without Norwegian letters; words that contain it; and, if it may not be complete (`goes_on`), words that begin with
-- it. If the vocabulary has none of these, or if the word may be misspelt (`in_doubt`), it also gives words with a
-- similar spelling; `slip` is then how the most similar one is written. Limit: `most` words of each kind, ten of the
-- first.
create function search_expand_word(part text, most integer, goes_on boolean, in_doubt boolean, out among tsquery[], out slip text)
language plpgsql stable as $$
declare
        stem  constant text := coalesce((tsvector_to_array(register.search_vector_of(part)))[1], case when goes_on then lower(part) end);
        known constant boolean := exists (select from register.search_word where word = stem);
        words text[];
        close record;
begin
        if stem is null then return; end if;
        if stem ~ '^[0-9]+$' then
                among := search_expand_number(stem, goes_on);
                return;
        end if;
        words := search_words_related(part, stem, register.search_common_spelling(stem), most, goes_on, known);
        among := quote_word(stem)::tsquery || array(select quote_word(word)::tsquery from unnest(words) as word where word <> stem);
        if in_doubt or (words = '{}' and not known) then
                close := register.search_words_near(lower(part), stem);
                among := array_remove(among || close.near, null);
                slip := close.written;
        end if;
end $$;

-- Takes queries. Gives a query for entries that match one of them; null if all are empty.
create function search_any_of(among tsquery[]) returns tsquery language sql immutable parallel safe as $$
        select string_agg(alternative::text, ' | ')::tsquery from unnest(among) as alternative where numnode(alternative) > 0
$$;

-- Takes queries. Gives a query for entries that match all of them; empty ones are ignored. Null if there is no query
-- for something that entries must have, because a search that only excludes would find nearly everything.
create function search_all_of(asked tsquery[]) returns tsquery language plpgsql immutable parallel safe as $$
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

-- Takes pieces, and a query for each of them. Gives a query for entries that match all of them; instead of two
-- consecutive pieces an entry may have the one word that they make.
create function search_conjunction(pieces search_piece[], said tsquery[]) returns tsquery language plpgsql stable as $$
declare
        asked tsquery;
begin
        for n in 1 .. cardinality(pieces) loop
                if pieces[n].never then
                        said[n] := !! said[n];
                end if;
        end loop;
        asked := register.search_all_of(said);
        for n in 2 .. cardinality(pieces) loop
                if pieces[n].joined is not null then
                        asked := coalesce(asked || register.search_all_of(said[:n - 2] || pieces[n].joined || said[n + 1:]), asked);
                end if;
        end loop;
        return asked;
end $$;

-- Takes a piece. Gives the alternatives of its words (search_expand_word()) as queries for the whole piece, and, if a
-- word is misspelt, the corrected piece. Limit: the first 12 words.
create function search_expand_piece(piece search_piece, most integer, goes_on boolean, in_doubt boolean, out among tsquery[], out slip text)
language plpgsql stable as $$
declare
        parts constant text[] := array(select part[1] from regexp_matches(piece.written, '[[:alnum:]]+', 'g') as part limit 12);
        wide  tsquery;
        one   record;
begin
        for n in 1 .. cardinality(parts) loop
                one := register.search_expand_word(parts[n], most, goes_on and n = cardinality(parts) and piece.written ~ '[[:alnum:]]$', in_doubt);
                among := one.among;
                wide := coalesce(wide && register.search_any_of(among), wide, register.search_any_of(among));
                if one.slip is not null then
                        slip := replace(coalesce(slip, piece.written), parts[n], one.slip);
                end if;
        end loop;
        if cardinality(parts) > 1 then
                among := array[wide];
        end if;
        among := array_remove(among || piece.said, null);
end $$;

-- Takes all pieces. Gives queries in which each word has its alternatives:
--   wide        for entries with all pieces; it is what is marked in results
--   loose       for entries with any of them; results are ranked by it
--   among       the alternatives of the piece that is probably the rarest; each result has one of them, so the index is searched for these
--   others      for entries with all pieces, which is then checked on the entries found; null if there is only one piece
--   suggestion  the text with misspelt words corrected, if there are any
-- With `as_prefix` the last word may not be complete. With `in_doubt` words may be misspelt even if the vocabulary has
-- them. Limit: 40 alternatives in all, but at least six for each piece.
create function search_expand(pieces search_piece[], as_prefix boolean, in_doubt boolean, out wide tsquery, out loose tsquery, out among tsquery[],
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
                        one := register.search_expand_piece(pieces[n], most, as_prefix and n = cardinality(pieces), in_doubt);
                        alternatives := one.among;
                        said[n] := register.search_any_of(alternatives);
                        texts[n] := coalesce(one.slip, texts[n]);
                        slips := slips or one.slip is not null;
                end if;
                if numnode(said[n]) > 0 then
                        loose := coalesce(loose || said[n], said[n]);
                        -- a longer piece is probably rarer
                        if length(pieces[n].written) > longest then
                                longest := length(pieces[n].written);
                                among := alternatives;
                        end if;
                end if;
                loose := coalesce(loose || pieces[n].joined, loose);
        end loop;
        wide := register.search_conjunction(pieces, said);
        among := among || array(select piece.joined from unnest(pieces) as piece where piece.joined is not null);
        others := case when cardinality(pieces) > 1 then wide end;
        suggestion := case when slips then array_to_string(texts, ' ') end;
end $$;
