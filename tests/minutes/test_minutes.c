/*
 * Minutes in the layouts that people use: each layouts/<name>.txt gives what stands in <name>.json. And what
 * holds of every text: its parts lie in order and apart and cover all that is not blank, every span lies
 * within the text, and the same text gives the same.
 *
 *     test_minutes FOLDER
 *
 * With SAMRAD_SEEDS=<folder> it also reads the constituting meeting's minutes there (004_*.txt), which are
 * not part of this project.
 */
#include "unit/suite.h"
#include "base/arena.h"
#include "minutes/minutes.h"
#include "properties.h"

#include <glob.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT ((size_t)512 * 1024 * 1024)
#define JSON_LIMIT  ((size_t)64 * 1024 * 1024)

static const char *folder;

static char *read_file(const char *path, size_t *ret_length)
{
        FILE *file = fopen(path, "rb");
        ck_assert_msg(file != NULL, "cannot open %s", path);
        struct buffer text = BUFFER(JSON_LIMIT);
        char piece[4096];
        for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
                buffer_add(&text, piece, n);
        fclose(file);
        return buffer_take(&text, ret_length);
}

static const struct minutes *parse(struct arena *arena, const char *text, size_t length)
{
        const struct minutes *minutes = NULL;
        ck_assert_int_eq(minutes_parse(arena, text, length, DATE_BEGINNING, &minutes), MINUTES_READ);
        const char *broken = minutes_broken(minutes);
        ck_assert_msg(!broken, "%s", broken);
        return minutes;
}

static json_t *to_json(struct arena *arena, const struct minutes *minutes)
{
        struct buffer out = BUFFER(JSON_LIMIT);
        buffer_add_char(&out, '{');
        minutes_write(&out, minutes, "text/plain", arena);
        buffer_add_char(&out, '}');
        size_t length;
        char *text = buffer_take(&out, &length);
        ck_assert_ptr_nonnull(text);
        json_error_t error;
        json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
        ck_assert_msg(json != NULL, "%s at %d", error.text, error.position);
        free(text);
        return json;
}

/* The text itself is not repeated in what is expected. */
static json_t *read_layout(const char *path)
{
        size_t length;
        char *text = read_file(path, &length);
        struct arena *arena = arena_new(ARENA_LIMIT);
        json_t *json = to_json(arena, parse(arena, text, length));
        json_t *source = json_object_get(json, "source");
        ck_assert_uint_eq(json_string_length(json_object_get(source, "text")), length);
        json_object_del(source, "text");
        arena_free(arena);
        free(text);
        return json;
}

START_TEST(layouts_are_read)
{
        char pattern[4096];
        glob_t found;
        snprintf(pattern, sizeof pattern, "%s/*.txt", folder);
        ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
        ck_assert_uint_ge(found.gl_pathc, 6);
        for (size_t i = 0; i < found.gl_pathc; i++) {
                const char *path = found.gl_pathv[i];
                json_t *json = read_layout(path);
                char expected_path[4096];
                snprintf(expected_path, sizeof expected_path, "%.*s.json", (int)(strlen(path) - 4), path);
                json_error_t error;
                json_t *expected = json_load_file(expected_path, 0, &error);
                char *got = json_dumps(json, JSON_INDENT(2));
                if (!json_equal(json, expected))
                        fprintf(stderr, "%s gives\n%s\n", path, got);
                ck_assert_msg(expected && json_equal(json, expected), "%s", path);
                free(got);
                json_decref(expected);
                json_decref(json);
        }
        globfree(&found);
}
END_TEST

/* One item with this text under it. */
static const struct minutes_item *item_of(struct arena *arena, const char *text)
{
        char *whole = arena_format(arena, "Til stede: Kari Nordmann, Ola Hansen\n\n1) Sak\n%s\n", text);
        const struct minutes *minutes = parse(arena, whole, strlen(whole));
        ck_assert_uint_eq(minutes->item_count, 1);
        return &minutes->items[0];
}

static const struct {
        const char *text;
        const char *responsible; /* "" if nobody is named */
        enum minutes_action_kind kind;
        enum minutes_due_type due;
} actions[] = {
        {"HOD bes om å legge fram tallene.", "HOD", MINUTES_REQUEST, MINUTES_DUE_NONE},
        {"Helsedirektoratet ble bedt om å vurdere saken på nytt.", "Helsedirektoratet", MINUTES_REQUEST,
         MINUTES_DUE_NONE},
        {"Sekretariatet blir bede om å sende ut notatet.", "Sekretariatet", MINUTES_REQUEST,
         MINUTES_DUE_NONE},
        {"Rådet ber sekretariatet om å kontakte kommunene.", "sekretariatet", MINUTES_REQUEST,
         MINUTES_DUE_NONE},
        {"Gruppa oppmodar Helse Vest til å dele tala.", "Helse Vest", MINUTES_INVITATION, MINUTES_DUE_NONE},
        {"Kommunene oppfordres til å svare innen 1. mai 2024.", "Kommunene", MINUTES_INVITATION,
         MINUTES_DUE_DATE},
        {"Ola Hansen fikk i oppgave å bestille rom.", "Ola Hansen", MINUTES_COMMISSION, MINUTES_DUE_NONE},
        {"Utvalget gir administrasjonen i oppdrag å utrede to alternativer.", "administrasjonen",
         MINUTES_COMMISSION, MINUTES_DUE_NONE},
        {"KS vil sende et brev med det første.", "KS", MINUTES_PROMISE, MINUTES_DUE_FREE_TEXT},
        {"Hdir sa at de vil komme tilbake med et notat.", "Hdir", MINUTES_PROMISE, MINUTES_DUE_NONE},
        {"Kari Nordmann lovet å undersøke dette til neste møte.", "Kari Nordmann", MINUTES_PROMISE,
         MINUTES_DUE_NEXT_MEETING},
        {"Kari tok på seg å skrive referat.", "Kari", MINUTES_PROMISE, MINUTES_DUE_NONE},
        {"Til neste møte skal sekretariatet lage en oversikt.", "sekretariatet", MINUTES_TASK,
         MINUTES_DUE_NEXT_MEETING},
        {"Innan 12.3.2025 skal Statsforvaltaren sende tala.", "Statsforvaltaren", MINUTES_TASK,
         MINUTES_DUE_DATE},
        {"Det ble enighet om at Ola Hansen skal kalle inn til et nytt møte.", "Ola Hansen", MINUTES_TASK,
         MINUTES_DUE_NONE},
        {"Saken tas opp igjen på neste møte.", "", MINUTES_TASK, MINUTES_DUE_NEXT_MEETING},
        {"KS skal delta i arbeidet.", "KS", MINUTES_PARTICIPATION, MINUTES_DUE_NONE},
        {"Helse Vest vil oppnevne en representant innen utgangen av mai.", "Helse Vest", MINUTES_NOMINATION,
         MINUTES_DUE_FREE_TEXT},
        {"Sekretariatet skal fortløpende oppdatere listen.", "Sekretariatet", MINUTES_TASK,
         MINUTES_DUE_ONGOING},
        {"Ny veileder. Ansvar: Kari Nordmann. Frist: 3. juni 2024", "Kari Nordmann", MINUTES_TASK,
         MINUTES_DUE_DATE},
        {"Kari Nordmann og Ola Hansen lager et utkast.", "Kari Nordmann og Ola Hansen", MINUTES_TASK,
         MINUTES_DUE_NONE},
        {"Møtesekretæren sender brevet videre.", "Møtesekretæren", MINUTES_TASK, MINUTES_DUE_NONE},
        {"Ola leser gjennom utkastet til høsten.", "Ola", MINUTES_TASK, MINUTES_DUE_FREE_TEXT},
        {"Rådet ber kommunedirektøren om en skriftlig redegjørelse innen 1. mai 2024.", "kommunedirektøren",
         MINUTES_REQUEST, MINUTES_DUE_DATE},
        {"Rådet ber direktøren legge fram tallene i styremøtet 20. juni 2024.", "direktøren", MINUTES_REQUEST,
         MINUTES_DUE_DATE},
        {"Ola følger opp.", "Ola", MINUTES_TASK, MINUTES_DUE_NONE},
        {"KS og HOD skal i fellesskap utarbeide et notat.", "KS og HOD", MINUTES_TASK, MINUTES_DUE_NONE},
        {"Rådet ba Ola Hansen ta kontakt med NAV.", "Ola Hansen", MINUTES_REQUEST, MINUTES_DUE_NONE},
        {"Det ble avtalt at sekretariatet sender ut et forslag.", "sekretariatet", MINUTES_TASK,
         MINUTES_DUE_NONE},
        {"Eli Nes kjem attende med framlegg til dato.", "Eli Nes", MINUTES_TASK, MINUTES_DUE_NONE},
        {"Arbeidsgruppa får i oppdrag å lage ein plan innan utgangen av året.", "Arbeidsgruppa",
         MINUTES_COMMISSION, MINUTES_DUE_FREE_TEXT},
        {"HOD ble oppfordret til å avklare finansieringen før sommeren.", "HOD", MINUTES_INVITATION,
         MINUTES_DUE_FREE_TEXT},
        /* four words may stand before a date */
        {"Kommunene oppfordres til å svare innen utgangen av fredag den 3. mai 2024.", "Kommunene",
         MINUTES_INVITATION, MINUTES_DUE_DATE},
};

START_TEST(actions_are_found)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes_item *item = item_of(arena, actions[_i].text);
        ck_assert_msg(item->action_count == 1, "%s gives %zu", actions[_i].text, item->action_count);
        const struct minutes_action *action = &item->actions[0];
        char *who = arena_copy(arena, action->responsible.bytes ? action->responsible.bytes : "",
                               action->responsible.length);
        ck_assert_str_eq(who, actions[_i].responsible);
        ck_assert_int_eq(action->kind, actions[_i].kind);
        ck_assert_int_eq(action->due.type, actions[_i].due);
        arena_free(arena);
}
END_TEST

/* Which numbers of four digits are a year. A date with another one is not complete, and stays text. */
static const struct {
        const char *text;
        int year;
} years[] = {
        {"Kommunene oppfordres til å svare innen 1. mai 1899.", 0},
        {"Kommunene oppfordres til å svare innen 1. mai 1900.", 1900},
        {"Kommunene oppfordres til å svare innen 1. mai 2100.", 2100},
        {"Kommunene oppfordres til å svare innen 1. mai 2101.", 0},
};

START_TEST(years_are_years)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes_item *item = item_of(arena, years[_i].text);
        ck_assert_msg(item->action_count == 1, "%s gives %zu", years[_i].text, item->action_count);
        const struct minutes_due *due = &item->actions[0].due;
        ck_assert_int_eq(due->type, years[_i].year ? MINUTES_DUE_DATE : MINUTES_DUE_FREE_TEXT);
        ck_assert_int_eq(due->date.year, years[_i].year);
        arena_free(arena);
}
END_TEST

/* What only sounds like something to follow up. */
static const char *const no_actions[] = {
        "Gruppen skal sørge for god dialog med brukerne.",
        "Rådet skal utarbeide råd til ministeren.",
        "Hensikten er at partene skal sende hverandre planene sine.",
        "Det bør lages en felles veileder.",
        "Det må skilles mellom drift og investering.",
        "Notatet vil bli justert underveis.",
        "Hvem skal skrive rapporten?",
        "Hvis KS vil sende brev, må det skje raskt.",
        "KS vil ikke sende noe brev.",
        "KS vil understreke at kommunene må sende inn tallene.",
        "Kommunene skal utarbeide planer.",
        "Sykehuset ba i fjor kommunen om å vurdere saken på nytt, som nevnt tidligere.",
        "Alle deltakere kan foreslå saker.",
        "Helsedirektoratet sender ut tall hvert år.",
        "Planen, som KS skal sende ut, er god.",
        "Møter holdes i rom 3.",
        "Departementet ba om å få delta.",
        "Saken tas til orientering.",
        "Forslag til vedtak: Administrasjonen bes om å legge fram saken på nytt.",
        "Vi takker Kari for innsatsen.",
        "KS mener at kommunene skal få dekket kostnadene.",
        "HOD har bedt om innspill fra partene.",
        "Kommunen skal sende melding til sykehuset senest 24 timer etter innleggelse.",
        "Helsedirektoratet skal ha ansvar for veilederen.",
        "Avtalen skal evalueres hvert annet år.",
        "Kari Nordmann sa at hun vil vurdere saken.",
        "KS vil at staten skal betale.",
        "Regjeringen vil legge fram en stortingsmelding våren 2025.",
        "Statsbudsjettet legges fram 7. oktober.",
        "Arbeidsgruppen har levert sin rapport til neste møte.",
        "Ola Hansen skal være med på turen.",
        "Styret skal vurdere risiko.",
        "Sekretariatet har sendt ut innkallingen.",
        "Det ble bedt om at saken utsettes.",
        "Partene skal informere hverandre om endringer.",
        "Ola Hansen viste til at HOD bes om å svare i brevet.",
        "Vi skal sende brev.",
        "Det vil komme en ny runde.",
        "Fylkeskommunen ber om å få oversendt notatet.",
        "KS sender ut nyhetsbrev.",
        "Kommunene må rapportere innen 1. mars hvert år.",
        "Helse Vest får mer penger.",
        "Den som skal lage rapporten, må være nøytral.",
        "Når KS skal lage en plan, er det viktig å lytte.",
        "Administrasjonen vil presisere at fristen gjelder.",
        "Det er viktig at sekretariatet sender ut sakspapirer innen en uke før møtet.",
        "Dersom HOD ber KS om å bidra, stiller KS opp.",
        "KS kan bidra med tall.",
        "HOD vil vurdere.",
        "Kari Nordmann presenterer planen.",
        "Ola Hansen legger fram tallene.",
        "Kari spør om det kommer en ny runde.",
        "Ola Hansen tar opp parkeringen.",
        "Kari Nordmann deltar på Teams.",
        "Kari Nordmann skriver at planen er god.",
        "Ola Hansen sender ut tall hver uke.",
        "Ola Hansen sender ikke noe brev.",
        "Sekretariatet lager sakspapirer.",
        "Rådet ber om en redegjørelse.",
        "Ola Hansen ba i fjor direktøren om en oversikt.",
        "Det er Ola Hansen som lager kaken.",
        "Hvis Ola Hansen lager en plan, er det bra.",
};

START_TEST(nothing_is_invented)
{
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes_item *item = item_of(arena, no_actions[_i]);
        ck_assert_msg(item->action_count == 0, "%s", no_actions[_i]);
        arena_free(arena);
}
END_TEST

START_TEST(what_is_no_text_is_refused)
{
        static const struct {
                const char *bytes;
                size_t length;
        } refused[] = {{"1) A\0B", 6}, {"1) \xff", 4}, {"\xc3", 1}, {"\xed\xa0\x80", 3}, {"\xc0\xaf", 2}};
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes *minutes = NULL;
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
                ck_assert_int_eq(
                        minutes_parse(arena, refused[i].bytes, refused[i].length, DATE_BEGINNING, &minutes),
                        MINUTES_NOT_TEXT);
        ck_assert_int_eq(minutes_parse(arena, "", MINUTES_TEXT_MAX + 1, DATE_BEGINNING, &minutes),
                         MINUTES_TOO_LONG);
        ck_assert_int_eq(minutes_parse(arena, "", 0, DATE_BEGINNING, &minutes), MINUTES_READ);
        ck_assert_uint_eq(minutes->item_count + minutes->part_count, 0);
        arena_free(arena);
}
END_TEST

/* A text to be read in a guard. */
struct reading {
        struct arena *arena;
        const char *text;
        size_t length;
        enum minutes_result result;
};

static void read_guarded(void *context)
{
        struct reading *reading = context;
        const struct minutes *minutes;
        reading->result =
                minutes_parse(reading->arena, reading->text, reading->length, DATE_BEGINNING, &minutes);
}

START_TEST(a_small_arena_is_no_disaster)
{
        char path[4096];
        size_t length;
        snprintf(path, sizeof path, "%s/municipal-nb.txt", folder);
        char *text = read_file(path, &length);
        for (size_t limit = 1; limit < 400000; limit = limit * 9 / 8 + 1) {
                struct reading reading = {arena_new(limit), text, length, MINUTES_NOT_TEXT};
                bool whole = memory_guard(read_guarded, &reading);
                ck_assert(!whole || reading.result == MINUTES_READ);
                arena_free(reading.arena);
        }
        free(text);
}
END_TEST

/* Texts that are made to hurt: what they repeat, and how often. */
static const struct {
        const char *first, *again;
        size_t times;
} hostile[] = {
        {"", "1. a\n2. b\n", 20000},
        {"", "Sak 1/21 Tittel\n", 20000},
        {"1) ", "HOD skal sende brev og ", 20000},
        {"", "a", 400000},
        {"1) A\n", "Vedtak: b\n", 20000},
        {"", "a\n\f", 50000},
        {"", "Side 1\n", 50000},
        {"Til stede:\n", "Kari Nordmann\n", 20000},
        {"1) A\nNeste møte: ", "1. mai, ", 20000},
        {"1) A\n", "\xe2\x80\xae\xc2\xad  ", 50000},
        {"1) A\n", "- (((\n", 20000},
        {"", "\xc2\xad\n", 50000},
        {"1) A\n", "Ansvar: ", 20000},
        {"1) A\n", "KS, ", 20000},
};

START_TEST(hostile_texts_are_bounded)
{
        struct buffer text = BUFFER(MINUTES_TEXT_MAX);
        buffer_add_string(&text, hostile[_i].first);
        for (size_t i = 0; i < hostile[_i].times; i++)
                buffer_add_string(&text, hostile[_i].again);
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes *minutes = parse(arena, text.bytes, text.length);
        ck_assert_uint_le(minutes->item_count, MINUTES_ITEMS_MAX);
        json_decref(to_json(arena, minutes));
        arena_free(arena);
        buffer_clear(&text);
}
END_TEST

START_TEST(ten_thousand_items_are_told_and_not_lost)
{
        struct buffer text = BUFFER(MINUTES_TEXT_MAX);
        for (int i = 1; i <= 10000; i++)
                buffer_format(&text, "%d) Sak\nHOD bes om å sende brev.\n", i);
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes *minutes = parse(arena, text.bytes, text.length);
        ck_assert_uint_eq(minutes->item_count, MINUTES_ITEMS_MAX);
        const struct minutes_part *last = &minutes->parts[minutes->part_count - 1];
        ck_assert_int_eq(last->kind, MINUTES_PART_UNPLACED);
        ck_assert_uint_eq(last->span.to, text.length - 1);
        arena_free(arena);
        buffer_clear(&text);
}
END_TEST

static bool has(const struct minutes_string *string, const char *text)
{
        return string->length == strlen(text) &&
               (string->length == 0 || memcmp(string->bytes, text, string->length) == 0);
}

/* The follow-ups that a reader finds in the minutes of the constituting meeting, by who is responsible. */
START_TEST(the_constituting_meeting_is_read)
{
        const char *seeds = getenv("SAMRAD_SEEDS");
        static const char *const responsible[] = {"HOD", "HOD", "", "KS", "Helsedirektoratet", "HOD", "KS"};
        char pattern[4096];
        glob_t found;
        size_t length;
        if (!seeds)
                return;
        snprintf(pattern, sizeof pattern, "%s/004_*.txt", seeds);
        ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
        char *text = read_file(found.gl_pathv[0], &length);
        struct arena *arena = arena_new(ARENA_LIMIT);
        const struct minutes *minutes = parse(arena, text, length);
        ck_assert_uint_eq(minutes->item_count, 5);
        ck_assert_uint_eq(minutes->items[0].action_count, 0);
        ck_assert_uint_eq(minutes->items[1].action_count, 9);
        ck_assert_uint_eq(minutes->items[2].action_count, 2);
        ck_assert_int_eq(minutes->items[1].actions[0].due.type, MINUTES_DUE_NEXT_MEETING);
        ck_assert_uint_eq(minutes->items[1].actions[2].answers, 2);
        for (size_t i = 0; i < sizeof responsible / sizeof *responsible; i++)
                ck_assert_msg(has(&minutes->items[1].actions[i + 2].responsible, responsible[i]),
                              "action %zu", i + 3);
        ck_assert(has(&minutes->items[2].actions[0].responsible, "Arbeidsdepartementet"));
        ck_assert(has(&minutes->items[2].actions[1].responsible, "Kommunal- og regionaldepartementet"));
        ck_assert(minutes->items[3].no_matters);
        for (size_t i = 0; i < minutes->part_count; i++)
                ck_assert_int_eq(minutes->parts[i].kind, MINUTES_PART_ITEM);
        arena_free(arena);
        free(text);
        globfree(&found);
}
END_TEST

Suite *suite_make(void)
{
        folder = suite_folder();
        TCase *tests = tcase_create("minutes");
        tcase_set_timeout(tests, 60);
        tcase_add_test(tests, layouts_are_read);
        tcase_add_loop_test(tests, actions_are_found, 0, sizeof actions / sizeof *actions);
        tcase_add_loop_test(tests, years_are_years, 0, sizeof years / sizeof *years);
        tcase_add_loop_test(tests, nothing_is_invented, 0, sizeof no_actions / sizeof *no_actions);
        tcase_add_test(tests, what_is_no_text_is_refused);
        tcase_add_test(tests, a_small_arena_is_no_disaster);
        tcase_add_loop_test(tests, hostile_texts_are_bounded, 0, sizeof hostile / sizeof *hostile);
        tcase_add_test(tests, ten_thousand_items_are_told_and_not_lost);
        tcase_add_test(tests, the_constituting_meeting_is_read);
        Suite *suite = suite_create("minutes");
        suite_add_tcase(suite, tests);
        return suite;
}
