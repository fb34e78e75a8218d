#include "base/orgnr.h"

#include <string.h>

#define DIGITS 9

/* The register of legal entities' scheme in ISO 6523. */
static const char scheme[] = "0192:";

/* The weighted sum of all nine digits, the control digit with weight 1, is a multiple of 11. A control digit
 * that would have to be ten does not exist, so such numbers fail as well. */
static bool control_digit_fits(const char digits[ORGNR_SIZE])
{
        static const int weights[DIGITS] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
        int sum = 0;
        for (int i = 0; i < DIGITS; i++)
                sum += (digits[i] - '0') * weights[i];
        return sum % 11 == 0;
}

bool orgnr_parse(const char *text, size_t length, char ret[ORGNR_SIZE])
{
        const size_t scheme_length = sizeof scheme - 1;
        if (length > scheme_length && memcmp(text, scheme, scheme_length) == 0) {
                text += scheme_length;
                length -= scheme_length;
        }
        char digits[ORGNR_SIZE] = {0};
        size_t count = 0;
        for (size_t i = 0; i < length; i++) {
                if (text[i] == ' ')
                        continue;
                if (text[i] < '0' || text[i] > '9' || count == DIGITS)
                        return false;
                digits[count++] = text[i];
        }
        /* Nine zeros pass the check sum, but no organisation has that number. */
        if (count != DIGITS || strcmp(digits, "000000000") == 0 || !control_digit_fits(digits))
                return false;
        memcpy(ret, digits, ORGNR_SIZE);
        return true;
}
