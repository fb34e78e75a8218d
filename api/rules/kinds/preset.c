/*
 * ldl-28: likestillings- og diskrimineringsloven (LOV-2017-06-16-51) § 28, in force 2018-01-01. The same
 * steps stood in likestillingsloven 2013 (LOV-2013-06-21-59) § 13 from 2014-01-01 and in likestillingsloven
 * 1978 (LOV-1978-06-09-45) § 21, as amended by the act of 19 December 2003, from 2004-01-01. Before that the
 * law asked 40 per cent from four members, and the preset does not apply.
 *
 * koml-7-7: kommuneloven (LOV-2018-06-22-83) § 7-7: 40 per cent of each from four members, both among two or
 * three. The act took effect in each municipality at the constituting meeting of its council in autumn 2019,
 * the last of them by the end of October: from 2019-11-01 it holds everywhere.
 *
 * asl-6-11a: aksjeloven (LOV-1997-06-13-44) § 6-11 a, from 2024-01-01: at most two of one gender among three
 * or four, three among five or six, four of seven, five of eight, 60 per cent of nine and more. What the one
 * may not exceed the other must reach: the rest.
 */
#include "rules/kinds/preset.h"

#include <string.h>

static const struct step ldl_28[] = {
        {2, 3, 1, {0, 0}}, {4, 5, 2, {0, 0}}, {6, 8, 3, {0, 0}}, {9, 9, 4, {0, 0}}, {10, -1, -1, {2, 5}},
};
static const struct step koml_7_7[] = {{2, 3, 1, {0, 0}}, {4, -1, -1, {2, 5}}};
static const struct step asl_6_11a[] = {
        {3, 3, 1, {0, 0}},
        {4, 5, 2, {0, 0}},
        {6, 8, 3, {0, 0}},
        {9, -1, -1, {2, 5}},
};

/* Days since 1970-01-01. */
#define DAY_2004_01_01 12418
#define DAY_2014_01_01 16071
#define DAY_2018_01_01 17532
#define DAY_2019_11_01 18201
#define DAY_2024_01_01 19723

#define STEPS(table) table, sizeof table / sizeof *table

static const struct preset_version versions[] = {
        {"ldl-28", "likestillingsloven 1978 § 21", DAY_2004_01_01, DAY_2014_01_01, STEPS(ldl_28)},
        {"ldl-28", "likestillingsloven 2013 § 13", DAY_2014_01_01, DAY_2018_01_01, STEPS(ldl_28)},
        {"ldl-28", "likestillings- og diskrimineringsloven § 28", DAY_2018_01_01, DATE_END, STEPS(ldl_28)},
        {"koml-7-7", "kommuneloven § 7-7", DAY_2019_11_01, DATE_END, STEPS(koml_7_7)},
        {"asl-6-11a", "aksjeloven § 6-11 a", DAY_2024_01_01, DATE_END, STEPS(asl_6_11a)},
};

bool preset_exists(const char *name)
{
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
                if (strcmp(versions[i].name, name) == 0)
                        return true;
        }
        return false;
}

const struct preset_version *preset_at(const char *name, date at)
{
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
                if (strcmp(versions[i].name, name) == 0 && versions[i].from <= at && at < versions[i].to)
                        return &versions[i];
        }
        return NULL;
}

date preset_next(const char *name, date at)
{
        date next = DATE_END;
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
                if (strcmp(versions[i].name, name) != 0)
                        continue;
                if (versions[i].from > at && versions[i].from < next)
                        next = versions[i].from;
                if (versions[i].to > at && versions[i].to < next)
                        next = versions[i].to;
        }
        return next;
}
