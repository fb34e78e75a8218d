#include "outbound/address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct network4 {
        uint32_t address; /* in host order */
        unsigned bits;
};

static const struct network4 private4[] = {
        {0x00000000, 8},  /* this network */
        {0x0a000000, 8},  /* private use */
        {0x64400000, 10}, /* carriers' shared addresses */
        {0x7f000000, 8},  /* loopback */
        {0xa9fe0000, 16}, /* link-local, where clouds keep their metadata */
        {0xac100000, 12}, /* private use */
        {0xc0000000, 24}, /* protocol assignments */
        {0xc0000200, 24}, /* documentation */
        {0xc0586300, 24}, /* 6to4 relays, gone */
        {0xc0a80000, 16}, /* private use */
        {0xc6120000, 15}, /* benchmarks */
        {0xc6336400, 24}, /* documentation */
        {0xcb007100, 24}, /* documentation */
        {0xe0000000, 3},  /* multicast, reserved, broadcast */
};

static bool is_private4(uint32_t address)
{
        for (size_t i = 0; i < sizeof private4 / sizeof *private4; i++)
                if ((address ^ private4[i].address) >> (32 - private4[i].bits) == 0)
                        return true;
        return false;
}

struct network6 {
        uint8_t prefix[12];
        unsigned bytes;    /* of the prefix that count */
        unsigned embedded; /* where an IPv4 address begins in it; 0: it holds none */
};

static const struct network6 known6[] = {
        {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 12, 12}, /* IPv4-mapped */
        {{0x00, 0x64, 0xff, 0x9b}, 12, 12},                   /* translated to IPv4 */
        {{0x20, 0x02}, 2, 2},                                 /* 6to4 */
        {{0x20, 0x01, 0x0d, 0xb8}, 4, 0},                     /* documentation */
        {{0x20, 0x01, 0x00, 0x00}, 4, 0},                     /* Teredo */
        {{0x20, 0x01, 0x00, 0x02, 0x00, 0x00}, 6, 0},         /* benchmarks */
        {{0x3f, 0xff}, 2, 0},                                 /* documentation */
};

static bool is_private6(const uint8_t bytes[16])
{
        for (size_t i = 0; i < sizeof known6 / sizeof *known6; i++) {
                const uint8_t *four = bytes + known6[i].embedded;
                if (memcmp(bytes, known6[i].prefix, known6[i].bytes) != 0)
                        continue;
                return !known6[i].embedded || is_private4((uint32_t)four[0] << 24 | (uint32_t)four[1] << 16 |
                                                          (uint32_t)four[2] << 8 | four[3]);
        }
        /* Global unicast addresses are 2000::/3. Loopback, link-local, unique local and multicast are not. */
        return bytes[0] >> 5 != 1;
}

bool address_is_private(const struct sockaddr *address)
{
        if (address->sa_family == AF_INET) {
                struct sockaddr_in four;
                memcpy(&four, address, sizeof four);
                return is_private4(ntohl(four.sin_addr.s_addr));
        }
        if (address->sa_family == AF_INET6) {
                struct sockaddr_in6 six;
                memcpy(&six, address, sizeof six);
                return is_private6(six.sin6_addr.s6_addr);
        }
        return true;
}
