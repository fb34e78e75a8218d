/*
 * map_check - who establishes, reports to, is part of and is represented in what.
 */
#include "checks/checks_handlers.h"
#include "checks/picture_answer.h"
#include "pictures/pictures.h"

#include <string.h>

/* More nodes are neither a readable picture nor a useful list. */
#define NODES_MAX   "500"
/* (NODES_MAX + 1) nodes at each of seven depths: if the query returns this many rows, there are too many
 * nodes. */
#define ROWS_MAX    "3507"
#define EDGES_USUAL "{establishes,reportsTo,within,represented}"

/* The columns of map/get.sql beyond those that all facts have. */
enum { MAP_EDGES = CHECK_ID, MAP_TOO_LARGE, MAP_MISSING };

/* Adds the values of a parameter, or its default, if there is either. */
static void add_array(struct call *call, const char *name, const char *usual, struct sql_value *values,
                      size_t *count)
{
        const struct argument *given = call_arguments(call, name);
        const char *array = given ? sql_array(call->arena, given->texts, given->count) : usual;
        if (array)
                values[(*count)++] = (struct sql_value){name, array};
}

static bool fetch_map(struct registry *registry, struct call *call, const char *at, struct rows **ret_rows)
{
        struct session *session;
        struct sql_value values[9] = {{"at", at}, {"maxRows", ROWS_MAX}, {"maxNodes", NODES_MAX}};
        size_t count = 3;
        add_array(call, "edge", EDGES_USUAL, values, &count);
        add_array(call, "body", NULL, values, &count);
        add_array(call, "kind", NULL, values, &count);
        add_array(call, "area", NULL, values, &count);
        bool around = call_arguments(call, "body") != NULL;
        values[count++] = (struct sql_value){"depth", around ? call_argument(call, "depth") : "1"};
        if (!around)
                values[count++] = (struct sql_value){"allBodies", "true"};
        if (!access_open(registry, call, &session) ||
            !access_run_file(call, session, "map/get", values, count, ret_rows))
                return false;
        store_return(session);
        return true;
}

/* Refuses a map around something that does not exist, or one that is too large. */
static bool check_map(struct call *call, const struct rows *rows)
{
        const char *missing = rows_text(rows, 0, MAP_MISSING);
        if (missing && *missing)
                return call_fail(call, PROBLEM_NOT_FOUND, FAULT_NO_SUCH_RESOURCE, missing, "bodies");
        if (strcmp(rows_text(rows, 0, MAP_TOO_LARGE), "t") == 0)
                return call_fail(call, PROBLEM_UNPROCESSABLE, FAULT_MAP_TOO_LARGE, NODES_MAX, NULL);
        return true;
}

static void write_map(struct call *call, const char *at, const struct rows *rows)
{
        struct buffer *out = &call->answer.body;
        const struct argument *centre = call_arguments(call, "body");
        buffer_format(out, "{\"at\":\"%s\"", at);
        for (size_t i = 0; centre && i < centre->count; i++)
                buffer_format(out, "%s\"%s\"", i ? "," : ",\"centre\":[", centre->texts[i]);
        buffer_add_string(out, centre ? "],\"nodes\":[" : ",\"nodes\":[");
        buffer_add(out, rows_text(rows, 0, CHECK_FACTS), rows_length(rows, 0, CHECK_FACTS));
        buffer_add_string(out, "],\"edges\":[");
        buffer_add(out, rows_text(rows, 0, MAP_EDGES), rows_length(rows, 0, MAP_EDGES));
        buffer_add_char(out, ']');
        check_write_known(out, rows, 0);
        buffer_add_char(out, '}');
}

bool map_handler(struct registry *registry, struct call *call)
{
        struct rows *rows;
        const char *at = access_date(call, "at");
        call->use = CALL_JUDGES;
        if (!at)
                return call_fail_internal(call, "no clock");
        if (!fetch_map(registry, call, at, &rows) || !check_map(call, rows))
                return false;
        write_map(call, at, rows);
        return picture_answer(call, rows, at, picture_map);
}
