#include "rules/seats/matching.h"

/* Whether i can take a place, others moving on; `tried` are the places already asked for. Recursion is
 * bounded by MATCHING_MAX: every call tries one place more. */
static bool find_place(const uint64_t *fits, int32_t *holder, uint32_t i, uint64_t *tried, uint32_t depth)
{
        for (uint32_t j = 0; j < 64; j++) {
                uint64_t bit = (uint64_t)1 << j;
                if (!(fits[i] & bit) || (*tried & bit))
                        continue;
                *tried |= bit;
                if (holder[j] < 0 || (depth < MATCHING_MAX &&
                                      find_place(fits, holder, (uint32_t)holder[j], tried, depth + 1))) {
                        holder[j] = (int32_t)i;
                        return true;
                }
        }
        return false;
}

bool matching_serves_all(const uint64_t *fits, uint32_t count)
{
        int32_t holder[64];
        for (uint32_t j = 0; j < 64; j++)
                holder[j] = -1;
        for (uint32_t i = 0; i < count; i++) {
                uint64_t tried = 0;
                if (!find_place(fits, holder, i, &tried, 0))
                        return false;
        }
        return true;
}
