#include "json/scan.h"

#include "json/pointer.h"
#include "base/identity.h"

#include <stdio.h>
#include <string.h>

/* The numbers of eleven digits. One that begins with 0 cannot be recognised as a number, since JSON permits
 * no leading zero. */
#define ELEVEN_DIGITS_MIN 10000000000
#define ELEVEN_DIGITS_MAX 99999999999

static bool is_identity(const json_t *value)
{
        if (json_is_string(value))
                return identity_found(json_string_value(value), json_string_length(value));
        json_int_t number = json_integer_value(value);
        if (number < ELEVEN_DIGITS_MIN || number > ELEVEN_DIGITS_MAX)
                return false;
        char digits[24];
        int length = snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, number);
        return length > 0 && identity_found(digits, (size_t)length);
}

static void scan_value(const json_t *value, const struct pointer *at, struct faults *faults);

static void scan_members(const json_t *object, const struct pointer *at, struct faults *faults)
{
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)object, name, value) {
                const struct pointer here = pointer_member(at, name);
                if (identity_found(name, strlen(name)))
                        pointer_fault(&here, faults, FAULT_NATIONAL_IDENTITY, NULL, NULL);
                scan_value(value, &here, faults);
        }
}

static void scan_value(const json_t *value, const struct pointer *at, struct faults *faults)
{
        if (json_is_object(value))
                scan_members(value, at, faults);
        for (size_t i = 0; i < json_array_size(value); i++) {
                const struct pointer here = pointer_item(at, i);
                scan_value(json_array_get(value, i), &here, faults);
        }
        if (is_identity(value))
                pointer_fault(at, faults, FAULT_NATIONAL_IDENTITY, NULL, NULL);
}

bool scan_identity(const json_t *value, const char *prefix, struct faults *faults)
{
        const struct pointer top = {.name = prefix};
        size_t before = faults->count;
        scan_value(value, &top, faults);
        return faults->count == before;
}
