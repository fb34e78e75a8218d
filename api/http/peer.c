#include "http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

/* The prefix of IPv4 addresses in IPv6: ::ffff:0:0/96. */
static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

struct peer peer_of_ipv4(const void *bytes)
{
        struct peer peer;
        memcpy(peer.bytes, mapped, sizeof mapped);
        memcpy(peer.bytes + sizeof mapped, bytes, 4);
        return peer;
}

struct peer peer_of_socket(const struct sockaddr *address)
{
        struct sockaddr_in four = {0};
        if (address && address->sa_family == AF_INET)
                memcpy(&four, address, sizeof four);
        return peer_of_ipv4(&four.sin_addr);
}

static bool is_blank(char c)
{
        return c == ' ' || c == '\t';
}

static bool read_address(const char *text, size_t length, struct peer *ret)
{
        char copy[INET6_ADDRSTRLEN];
        struct in_addr four;
        for (; length && is_blank(text[0]); length--)
                text++;
        while (length && is_blank(text[length - 1]))
                length--;
        if (length >= sizeof copy)
                return false;
        memcpy(copy, text, length);
        copy[length] = '\0';
        if (inet_pton(AF_INET, copy, &four) != 1)
                return inet_pton(AF_INET6, copy, ret->bytes) == 1;
        *ret = peer_of_ipv4(&four);
        return true;
}

bool peer_proxies_read(const char *list, struct peer_proxies *ret)
{
        struct peer_proxies proxies = {0};
        while (*list) {
                size_t length = strcspn(list, ",");
                if (proxies.count == PEER_PROXIES_MAX ||
                    !read_address(list, length, &proxies.peers[proxies.count++]))
                        return false;
                list += length + (list[length] == ',');
        }
        *ret = proxies;
        return true;
}

bool peer_is_proxy(const struct peer *peer, const struct peer_proxies *proxies)
{
        for (size_t i = 0; i < proxies->count; i++)
                if (memcmp(peer, &proxies->peers[i], sizeof *peer) == 0)
                        return true;
        return false;
}

static struct peer network_of(struct peer peer)
{
        if (memcmp(peer.bytes, mapped, sizeof mapped) != 0 && !peer_is_local(&peer))
                memset(peer.bytes + 8, 0, 8);
        return peer;
}

struct peer peer_behind(struct peer connection, const char *forwarded, const struct peer_proxies *proxies)
{
        struct peer peer = connection;
        size_t end = forwarded ? strlen(forwarded) : 0;
        while (end && peer_is_proxy(&peer, proxies)) {
                size_t start = end;
                while (start && forwarded[start - 1] != ',')
                        start--;
                struct peer next;
                if (!read_address(forwarded + start, end - start, &next))
                        break;
                peer = next;
                end = start ? start - 1 : 0;
        }
        return network_of(peer);
}

bool peer_is_local(const struct peer *peer)
{
        static const unsigned char six[16] = {[15] = 1};
        return (memcmp(peer->bytes, mapped, sizeof mapped) == 0 && peer->bytes[12] == 127) ||
               memcmp(peer->bytes, six, sizeof six) == 0;
}
