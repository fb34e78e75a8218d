#include "rules/judging/attributes.h"

uint32_t attribute_of(const struct membership *membership, enum attribute attribute)
{
        switch (attribute) {
        case BY_ORGANISATION:
                return membership->organisation;
        case BY_AREA:
                return membership->area;
        case BY_APPOINTED_BY:
                return membership->appointed_by;
        case BY_OFFICE:
                return membership->office;
        case BY_CATEGORY:
        case ATTRIBUTE_COUNT:
                break;
        }
        return 0;
}

enum tri attribute_alike(const struct membership *a, const struct membership *b, enum attribute attribute)
{
        if (attribute == BY_CATEGORY) {
                /* A stated empty list has nothing in common with any other. */
                if ((a->categories.known && !a->categories.count) ||
                    (b->categories.known && !b->categories.count))
                        return TRI_FALSE;
                if (!a->categories.known || !b->categories.known)
                        return TRI_UNKNOWN;
                for (uint32_t i = 0; i < a->categories.count; i++) {
                        if (facts_list_holds(b->categories, a->categories.items[i]))
                                return TRI_TRUE;
                }
                return TRI_FALSE;
        }
        uint32_t x = attribute_of(a, attribute), y = attribute_of(b, attribute);
        if (!x || !y)
                return TRI_UNKNOWN;
        return x == y ? TRI_TRUE : TRI_FALSE;
}
