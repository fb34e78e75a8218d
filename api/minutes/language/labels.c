#include "minutes/language/labels.h"

#include <string.h>

/* A label is short; what is longer before a colon is a sentence. */
#define LABEL_LENGTH_MAX 60
/* On a line of its own without a colon it is shorter still. */
#define BARE_LENGTH_MAX  40

enum how {
        ALONE,  /* the whole label is this */
        FIRST,  /* the label begins with this */
        LAST,   /* the label ends with this */
        WITHIN, /* this stands in it somewhere */
};

/* In the order in which they are tried: "forslag til vedtak" is none that was made. */
static const struct {
        const char *word;
        enum label_kind kind;
        enum how how;
        bool bare; /* also without a colon, on a line of its own */
} table[] = {
        {"forslag", LABEL_BACKGROUND, WITHIN, true},
        {"framlegg", LABEL_BACKGROUND, WITHIN, true},
        {"innstilling", LABEL_BACKGROUND, WITHIN, true},
        {"tilråding", LABEL_BACKGROUND, WITHIN, true},
        {"saksprotokoll", LABEL_BACKGROUND, FIRST, true},
        {"saksopplysning", LABEL_BACKGROUND, FIRST, true},
        {"saksopplysninger", LABEL_BACKGROUND, FIRST, true},
        {"saksopplysningar", LABEL_BACKGROUND, FIRST, true},
        {"saksutredning", LABEL_BACKGROUND, FIRST, true},
        {"saksutgreiing", LABEL_BACKGROUND, FIRST, true},
        {"saksframlegg", LABEL_BACKGROUND, FIRST, true},
        {"saksframstilling", LABEL_BACKGROUND, FIRST, true},
        {"bakgrunn", LABEL_BACKGROUND, FIRST, true},
        {"vurdering", LABEL_BACKGROUND, FIRST, true},
        {"fakta", LABEL_BACKGROUND, ALONE, true},
        {"behandling", LABEL_BACKGROUND, FIRST, true},
        {"handsaming", LABEL_BACKGROUND, FIRST, true},
        {"votering", LABEL_BACKGROUND, FIRST, true},
        {"avstemning", LABEL_BACKGROUND, FIRST, true},
        {"avstemming", LABEL_BACKGROUND, FIRST, true},
        {"røysting", LABEL_BACKGROUND, FIRST, true},
        {"oppfølging", LABEL_ACTIONS, FIRST, true},
        {"oppfølgingspunkter", LABEL_ACTIONS, FIRST, true},
        {"oppfølgingspunkt", LABEL_ACTIONS, FIRST, true},
        {"oppfølgjing", LABEL_ACTIONS, FIRST, true},
        {"vedtak", LABEL_DECISION, FIRST, true},
        {"vedtak", LABEL_DECISION, LAST, false},
        {"vedtaket", LABEL_DECISION, ALONE, true},
        {"vedtatt", LABEL_DECISION, ALONE, false},
        {"vedtok", LABEL_DECISION, WITHIN, false},
        {"besluttet", LABEL_DECISION, LAST, false},
        {"konklusjon", LABEL_DECISION, FIRST, true},
        {"konklusjoner", LABEL_DECISION, ALONE, true},
        {"konklusjonar", LABEL_DECISION, ALONE, true},
        {"beslutning", LABEL_DECISION, FIRST, true},
        {"beslutning", LABEL_DECISION, LAST, false},
        {"beslutninger", LABEL_DECISION, ALONE, true},
        {"avgjerd", LABEL_DECISION, FIRST, true},
        {"avgjerd", LABEL_DECISION, LAST, false},
        {"avgjerder", LABEL_DECISION, ALONE, true},
        {"avgjersle", LABEL_DECISION, FIRST, true},
        {"avgjersle", LABEL_DECISION, LAST, false},
        {"drøfting", LABEL_DISCUSSION, FIRST, false},
        {"stemmeforklaring", LABEL_DISCUSSION, FIRST, true},
        {"røysteforklaring", LABEL_DISCUSSION, FIRST, true},
        {"protokolltilførsel", LABEL_DISCUSSION, FIRST, true},
        {"protokollmerknad", LABEL_DISCUSSION, FIRST, true},
        {"diskusjon", LABEL_DISCUSSION, FIRST, false},
        {"oppsummering", LABEL_DISCUSSION, FIRST, false},
        {"innspill", LABEL_DISCUSSION, FIRST, false},
        {"innspel", LABEL_DISCUSSION, FIRST, false},
        {"kommentarer", LABEL_DISCUSSION, FIRST, false},
        {"kommentarar", LABEL_DISCUSSION, FIRST, false},
        {"neste møte", LABEL_NEXT, FIRST, true},
        {"neste møter", LABEL_NEXT, FIRST, true},
        {"neste møtedato", LABEL_NEXT, FIRST, true},
        {"neste samling", LABEL_NEXT, FIRST, true},
        {"nytt møte", LABEL_NEXT, ALONE, false},
        {"møteplan", LABEL_NEXT, FIRST, false},
        {"møtedatoer", LABEL_NEXT, FIRST, true},
        {"møtedatoar", LABEL_NEXT, FIRST, true},
        {"kommende møter", LABEL_NEXT, FIRST, true},
        {"aksjon", LABEL_ACTIONS, FIRST, true},
        {"aksjoner", LABEL_ACTIONS, FIRST, true},
        {"aksjonspunkt", LABEL_ACTIONS, FIRST, true},
        {"aksjonspunkter", LABEL_ACTIONS, FIRST, true},
        {"aksjonsliste", LABEL_ACTIONS, FIRST, true},
        {"gjøremål", LABEL_ACTIONS, FIRST, true},
        {"gjeremål", LABEL_ACTIONS, FIRST, true},
        {"å gjøre", LABEL_ACTIONS, ALONE, true},
        {"å gjere", LABEL_ACTIONS, ALONE, true},
        {"ansvar", LABEL_RESPONSIBLE, ALONE, false},
        {"ansvarlig", LABEL_RESPONSIBLE, ALONE, false},
        {"ansvarleg", LABEL_RESPONSIBLE, ALONE, false},
        {"frist", LABEL_DUE, ALONE, false},
        {"tidsfrist", LABEL_DUE, ALONE, false},
        {"vedlegg", LABEL_ATTACHMENTS, FIRST, true},
        {"innleder", LABEL_PRESENTER, FIRST, false},
        {"innledere", LABEL_PRESENTER, FIRST, false},
        {"innleiar", LABEL_PRESENTER, FIRST, false},
        {"saksbehandler", LABEL_PRESENTER, ALONE, false},
        {"saksbehandlar", LABEL_PRESENTER, ALONE, false},
        {"tid og sted", LABEL_DATE_PLACE, ALONE, false},
        {"tid og stad", LABEL_DATE_PLACE, ALONE, false},
        {"tid/sted", LABEL_DATE_PLACE, ALONE, false},
        {"tid/stad", LABEL_DATE_PLACE, ALONE, false},
        {"dato og sted", LABEL_DATE_PLACE, ALONE, false},
        {"sted og tid", LABEL_DATE_PLACE, ALONE, false},
        {"sted", LABEL_PLACE, ALONE, false},
        {"stad", LABEL_PLACE, ALONE, false},
        {"møtested", LABEL_PLACE, ALONE, false},
        {"møtestad", LABEL_PLACE, ALONE, false},
        {"møterom", LABEL_PLACE, ALONE, false},
        {"lokale", LABEL_PLACE, ALONE, false},
        {"hvor", LABEL_PLACE, ALONE, false},
        {"kvar", LABEL_PLACE, ALONE, false},
        {"dato", LABEL_DATE, FIRST, false},
        {"møtedato", LABEL_DATE, FIRST, false},
        {"møtetid", LABEL_DATE, ALONE, false},
        {"tid", LABEL_DATE, ALONE, false},
        {"tidspunkt", LABEL_DATE, ALONE, false},
        {"når", LABEL_DATE, ALONE, false},
        {"saksliste", LABEL_AGENDA, FIRST, true},
        {"sakliste", LABEL_AGENDA, FIRST, true},
        {"dagsorden", LABEL_AGENDA, FIRST, true},
        {"agenda", LABEL_AGENDA, FIRST, true},
        {"saker", LABEL_AGENDA, ALONE, true},
        {"saker til behandling", LABEL_AGENDA, ALONE, true},
        {"saksnr", LABEL_AGENDA, ALONE, false},
        {"emne", LABEL_TITLE, ALONE, false},
        {"gjelder", LABEL_TITLE, ALONE, false},
        {"gjeld", LABEL_TITLE, ALONE, false},
        {"forfall", LABEL_EXCUSED, WITHIN, true},
        {"frafall", LABEL_EXCUSED, WITHIN, true},
        {"fråfall", LABEL_EXCUSED, WITHIN, true},
        {"avbud", LABEL_EXCUSED, WITHIN, true},
        {"forhindret", LABEL_EXCUSED, FIRST, false},
        {"fravær", LABEL_ABSENT, FIRST, true},
        {"fråvær", LABEL_ABSENT, FIRST, true},
        {"fraværende", LABEL_ABSENT, FIRST, true},
        {"fråverande", LABEL_ABSENT, FIRST, true},
        {"ikke møtt", LABEL_ABSENT, FIRST, true},
        {"ikkje møtt", LABEL_ABSENT, FIRST, true},
        {"ikke til stede", LABEL_ABSENT, FIRST, true},
        {"ikkje til stades", LABEL_ABSENT, FIRST, true},
        {"møteleder", LABEL_CHAIR, FIRST, false},
        {"møteleiar", LABEL_CHAIR, FIRST, false},
        {"ordstyrer", LABEL_CHAIR, FIRST, false},
        {"ordstyrar", LABEL_CHAIR, FIRST, false},
        {"leder", LABEL_CHAIR, ALONE, false},
        {"leiar", LABEL_CHAIR, ALONE, false},
        {"referent", LABEL_SECRETARY, FIRST, false},
        {"sekretær", LABEL_SECRETARY, FIRST, false},
        {"sekretariat", LABEL_SECRETARY, ALONE, false},
        {"sekretariatet", LABEL_SECRETARY, ALONE, false},
        {"møtesekretær", LABEL_SECRETARY, FIRST, false},
        {"skriftfører", LABEL_SECRETARY, FIRST, false},
        {"observatør", LABEL_OBSERVERS, FIRST, false},
        {"observatører", LABEL_OBSERVERS, FIRST, false},
        {"observatørar", LABEL_OBSERVERS, FIRST, false},
        {"vara", LABEL_DEPUTIES, ALONE, false},
        {"varamedlem", LABEL_DEPUTIES, WITHIN, false},
        {"varamedlemmer", LABEL_DEPUTIES, WITHIN, false},
        {"varamedlemer", LABEL_DEPUTIES, WITHIN, false},
        {"varamedlemmar", LABEL_DEPUTIES, WITHIN, false},
        {"fra administrasjonen", LABEL_PRESENT, FIRST, true},
        {"frå administrasjonen", LABEL_PRESENT, FIRST, true},
        {"til stede", LABEL_PRESENT, WITHIN, true},
        {"tilstede", LABEL_PRESENT, WITHIN, true},
        {"til stades", LABEL_PRESENT, WITHIN, true},
        {"deltakere", LABEL_PRESENT, FIRST, true},
        {"deltakarar", LABEL_PRESENT, FIRST, true},
        {"deltagere", LABEL_PRESENT, FIRST, true},
        {"deltok", LABEL_PRESENT, WITHIN, true},
        {"møtte", LABEL_PRESENT, WITHIN, true},
        {"møtt", LABEL_PRESENT, ALONE, false},
        {"frammøtte", LABEL_PRESENT, FIRST, true},
        {"frammøte", LABEL_PRESENT, FIRST, true},
        {"fremmøtte", LABEL_PRESENT, FIRST, true},
        {"oppmøte", LABEL_PRESENT, FIRST, true},
        {"medlemmer", LABEL_PRESENT, FIRST, false},
        {"medlemer", LABEL_PRESENT, FIRST, false},
        {"andre", LABEL_PRESENT, ALONE, false},
        {"gjester", LABEL_PRESENT, ALONE, false},
        {"gjestar", LABEL_PRESENT, ALONE, false},
        {"fra", LABEL_FROM, FIRST, false},
        {"frå", LABEL_FROM, FIRST, false},
};

static bool is_word_byte(char c)
{
        return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 || c == '-';
}

/* Whether the word stands in the label in this way, with no letter next to it. */
static bool stands(const char *label, size_t length, const char *word, enum how how)
{
        if (how != WITHIN && how != LAST && (length == 0 || *label != *word))
                return false;
        size_t size = strlen(word);
        if (size > length)
                return false;
        for (size_t at = how == LAST ? length - size : 0; at + size <= length; at++) {
                if (label[at] == *word && memcmp(label + at, word, size) == 0 &&
                    (at == 0 || !is_word_byte(label[at - 1])) &&
                    (at + size == length || !is_word_byte(label[at + size])) &&
                    (how != ALONE || size == length))
                        return true;
                if (how != WITHIN)
                        return false;
        }
        return false;
}

static enum label_kind find(const char *label, size_t length, bool bare)
{
        for (size_t i = 0; i < sizeof table / sizeof *table; i++)
                if ((!bare || table[i].bare) && stands(label, length, table[i].word, table[i].how))
                        return table[i].kind;
        return LABEL_NONE;
}

/* Where the label ends: at a colon or a column, or with the line. */
static size_t label_end(const char *bytes, size_t from, size_t to)
{
        size_t most = to - from > LABEL_LENGTH_MAX ? from + LABEL_LENGTH_MAX : to;
        for (size_t at = from; at < most; at++)
                if (bytes[at] == ':' || bytes[at] == '\t' ||
                    (bytes[at] == ' ' && at + 1 < to && bytes[at + 1] == ' '))
                        return at;
        return to;
}

static bool starts_upper(const char *bytes)
{
        unsigned char c = (unsigned char)bytes[0], d = (unsigned char)bytes[1];
        return (c >= 'A' && c <= 'Z') || (c == 0xc3 && d >= 0x80 && d <= 0x9e);
}

struct label label_read(const struct lines *lines, size_t line)
{
        const struct line *at = &lines->line[line];
        const char *bytes = lines->clean->bytes;
        size_t end = label_end(bytes, at->from, at->to), length = end - at->from, text = end;
        bool bare = end == at->to, column = !bare && bytes[end] != ':';
        while (length && bytes[at->from + length - 1] == ' ')
                length--;
        /* A line that goes on where another ended is none, unless that one ended a sentence. */
        bool runs_on = bare && lines_continue(lines, line, true) &&
                       !strchr(".!?", bytes[lines->line[line - 1].to - 1]);
        if (!starts_upper(bytes + at->from) ||
            (bare && (length > BARE_LENGTH_MAX || strchr(".,;", bytes[at->to - 1]) || runs_on)))
                return (struct label){0};
        while (text < at->to && strchr(": \t", bytes[text]))
                text++;
        /* In a column of its own a label needs no colon. */
        bool any = !bare && (!column || lines_columns(lines, line));
        return (struct label){find(lines->clean->lower + at->from, length, !any), (uint32_t)text};
}
