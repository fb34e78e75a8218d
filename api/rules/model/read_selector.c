/*
 * Selectors: read once, equal ones kept once.
 */
#include "rules/model/selector.h"

#include "rules/model/reader.h"

#include <string.h>

static const struct selector_key keys[] = {
        {"category", SELECT_CATEGORY, VALUES_LIST, false},
        {"organisation", SELECT_ORGANISATION, VALUES_LIST, false},
        {"organisationKind", SELECT_ORGANISATION_KIND, VALUES_LIST, false},
        {"organisationWithin", SELECT_ORGANISATION_WITHIN, VALUE_ONE, false},
        {"office", SELECT_OFFICE, VALUES_LIST, true},
        {"area", SELECT_AREA, VALUES_LIST, false},
        {"areaWithin", SELECT_AREA_WITHIN, VALUE_ONE, false},
        {"areaKind", SELECT_AREA_KIND, VALUES_LIST, false},
        {"trait", SELECT_TRAIT, VALUES_LIST, false},
        {"person", SELECT_PERSON, VALUES_LIST, true},
        {"role", SELECT_ROLE, VALUES_LIST, false},
        {"appointedBy", SELECT_APPOINTED_BY, VALUES_LIST, false},
        {"nominatedBy", SELECT_NOMINATED_BY, VALUES_LIST, false},
        {"gender", SELECT_GENDER, VALUES_LIST, false},
        {"memberOf", SELECT_MEMBER_OF, VALUE_BODY, true},
        {"right", SELECT_RIGHT, VALUES_LIST, false},
        {"officeTrait", SELECT_OFFICE_TRAIT, VALUES_LIST, false},
        {"differsFrom", SELECT_DIFFERS_FROM, VALUE_HOLDER, true},
        {"all", SELECT_ALL, VALUE_PARTS, false},
        {"any", SELECT_ANY, VALUE_PARTS, false},
        {"not", SELECT_NOT, VALUE_PART, false},
};

const struct selector_key *selector_key_find(const char *name)
{
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
                if (strcmp(keys[i].name, name) == 0)
                        return &keys[i];
        }
        return NULL;
}

static uint32_t hash_selector(const struct selector *selector)
{
        uint32_t hash = 2166136261u ^ (uint32_t)selector->kind;
        hash = (hash * 16777619u) ^ selector->roles;
        hash = (hash * 16777619u) ^ selector->bits;
        for (uint32_t i = 0; i < selector->value_count; i++)
                hash = (hash * 16777619u) ^ selector->values[i];
        for (uint32_t i = 0; i < selector->part_count; i++)
                hash = (hash * 16777619u) ^ (selector->parts[i]->index + 0x9e3779b9u);
        return hash ^ (hash >> 15);
}

static bool same_selector(const struct selector *a, const struct selector *b)
{
        if (a->kind != b->kind || a->roles != b->roles || a->bits != b->bits ||
            a->value_count != b->value_count || a->part_count != b->part_count)
                return false;
        for (uint32_t i = 0; i < a->value_count; i++) {
                if (a->values[i] != b->values[i])
                        return false;
        }
        for (uint32_t i = 0; i < a->part_count; i++) {
                if (a->parts[i] != b->parts[i])
                        return false;
        }
        return true;
}

static struct selector **slot_of(struct reader *reader, const struct selector *selector)
{
        uint32_t mask = reader->selector_capacity - 1;
        uint32_t i = hash_selector(selector) & mask;
        while (reader->selectors[i] && !same_selector(reader->selectors[i], selector))
                i = (i + 1) & mask;
        return &reader->selectors[i];
}

static bool make_room(struct reader *reader)
{
        if (reader->selector_count * 2 < reader->selector_capacity)
                return true;
        struct selector **old = reader->selectors;
        uint32_t old_capacity = reader->selector_capacity;
        uint32_t capacity = old_capacity ? old_capacity * 2 : 128;
        struct selector **grown = reader_room(reader, capacity, sizeof(struct selector *));
        if (!grown)
                return false;
        reader->selectors = grown;
        reader->selector_capacity = capacity;
        for (uint32_t i = 0; i < old_capacity; i++) {
                if (old[i])
                        *slot_of(reader, old[i]) = old[i];
        }
        return true;
}

/* The one selector equal to this. */
static const struct selector *selector_equal_to(struct reader *reader, const struct selector *selector)
{
        if (!make_room(reader))
                return NULL;
        struct selector **slot = slot_of(reader, selector);
        if (*slot)
                return *slot;
        struct selector *kept = reader_room(reader, 1, sizeof *kept);
        if (!kept)
                return NULL;
        *kept = *selector;
        kept->index = reader->selector_count++;
        *slot = kept;
        return kept;
}

static void read_roles(struct reader *reader, const struct flat *list, struct selector *selector)
{
        (void)reader;
        flat_each(item, list) {
                enum role role = flat_is(item, FLAT_STRING)
                                         ? facts_parse_role(flat_string(item), item->length)
                                         : ROLE_COUNT;
                if (role != ROLE_COUNT)
                        selector->roles |= ROLE_BIT(role);
        }
}

static bool set_values(struct selector *selector, struct id_list list)
{
        selector->values = list.items;
        selector->value_count = list.count;
        return list.known;
}

static bool read_one(struct reader *reader, const struct flat *value, struct selector *selector)
{
        uint32_t *id = reader_room(reader, 1, sizeof *id);
        if (!id)
                return false;
        *id = reader_name(reader, value);
        return set_values(selector, (struct id_list){id, 1, *id != 0});
}

static bool read_member_of(struct reader *reader, const struct flat *value, struct selector *selector)
{
        read_roles(reader, flat_get(value, "role"), selector);
        return read_one(reader, flat_get(value, "body"), selector);
}

static bool read_rights(const struct flat *list, struct selector *selector)
{
        flat_each(item, list) {
                enum right right = flat_is(item, FLAT_STRING)
                                           ? facts_parse_right(flat_string(item), item->length)
                                           : RIGHT_COUNT;
                selector->bits |= right == RIGHT_COUNT ? 0 : 1u << right;
        }
        return selector->bits != 0;
}

/* {"body": "area"}, or {"role", "attribute"} with or without `of`. */
static bool read_differs_from(struct reader *reader, const struct flat *value, struct selector *selector)
{
        static const char *const names[COMPARAND_COUNT] = {"area", "organisation", "party", "category"};
        const struct flat *role = flat_get(value, "role"), *of = flat_get(value, "of");
        const char *attribute = reader_string(value, role ? "attribute" : "body");
        for (selector->bits = 0; selector->bits < COMPARAND_COUNT; selector->bits++) {
                if (attribute && strcmp(names[selector->bits], attribute) == 0)
                        break;
        }
        if (selector->bits == COMPARAND_COUNT || (!role && selector->bits != COMPARE_AREA))
                return false;
        enum role parsed =
                flat_is(role, FLAT_STRING) ? facts_parse_role(flat_string(role), role->length) : ROLE_COUNT;
        if (role && parsed == ROLE_COUNT)
                return false;
        selector->roles = role ? ROLE_BIT(parsed) : 0;
        return !of || read_one(reader, of, selector);
}

static const struct selector *read_nested(struct reader *reader, const struct flat *json, unsigned depth,
                                          unsigned *leaves);

static bool read_parts(struct reader *reader, const struct flat *list, unsigned depth, unsigned *leaves,
                       struct selector *selector)
{
        const struct selector **parts = reader_room(reader, flat_size(list), sizeof(const struct selector *));
        if (!parts || !flat_is(list, FLAT_ARRAY))
                return false;
        flat_each(item, list) {
                const struct selector *part = read_nested(reader, item, depth + 1, leaves);
                if (!part)
                        return false;
                selector->names_role |= part->names_role;
                selector->names_gender |= part->names_gender;
                parts[selector->part_count++] = part;
        }
        selector->parts = parts;
        return true;
}

static bool read_part(struct reader *reader, const struct flat *value, unsigned depth, unsigned *leaves,
                      struct selector *selector)
{
        const struct selector **part = reader_room(reader, 1, sizeof(const struct selector *));
        const struct selector *inner = read_nested(reader, value, depth + 1, leaves);
        if (!part || !inner)
                return false;
        *part = inner;
        selector->parts = part;
        selector->part_count = 1;
        selector->names_role = inner->names_role;
        selector->names_gender = inner->names_gender;
        return true;
}

static bool read_key(struct reader *reader, const struct selector_key *key, const struct flat *value,
                     unsigned depth, unsigned *leaves, struct selector *selector)
{
        selector->kind = key->kind;
        selector->names_role = key->kind == SELECT_ROLE;
        selector->names_gender = key->kind == SELECT_GENDER;
        if (key->values == VALUE_PARTS)
                return read_parts(reader, value, depth, leaves, selector);
        if (key->values == VALUE_PART)
                return read_part(reader, value, depth, leaves, selector);
        if (++*leaves > SELECTOR_LEAVES_MAX) {
                reader_stop(reader, "selector leaves");
                return false;
        }
        if (key->values == VALUE_HOLDER)
                return read_differs_from(reader, value, selector);
        if (key->kind == SELECT_RIGHT)
                return read_rights(value, selector);
        if (key->values == VALUE_BODY)
                return read_member_of(reader, value, selector);
        if (key->values == VALUE_ONE)
                return read_one(reader, value, selector);
        if (key->kind == SELECT_ROLE) {
                read_roles(reader, value, selector);
                return flat_is(value, FLAT_ARRAY);
        }
        return set_values(selector, reader_ids(reader, value));
}

/* Recursion is bounded by SELECTOR_DEPTH_MAX. */
static const struct selector *read_nested(struct reader *reader, const struct flat *json, unsigned depth,
                                          unsigned *leaves)
{
        struct selector selector = {.kind = SELECT_UNREADABLE};
        if (depth > SELECTOR_DEPTH_MAX) {
                reader_stop(reader, "selector depth");
                return NULL;
        }
        if (flat_is(json, FLAT_OBJECT) && json->length == 1) {
                const struct selector_key *key = selector_key_find(json[1].text);
                if (key && !read_key(reader, key, &json[2], depth, leaves, &selector))
                        selector = (struct selector){.kind = SELECT_UNREADABLE};
        }
        return reader_stopped(reader) ? NULL : selector_equal_to(reader, &selector);
}

const struct selector *reader_selector(struct reader *reader, const struct flat *json)
{
        unsigned leaves = 0;
        return json ? read_nested(reader, json, 1, &leaves) : NULL;
}
