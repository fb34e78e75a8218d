#include "outbound/fetch.h"

#include "outbound/address.h"

#include <curl/curl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* While a call is under way it is looked so often whether anybody still waits for it. */
#define LOOK_EVERY_MS 50

struct transfer {
        const struct fetch_request *request;
        struct fetch_answer *answer;
        bool refused; /* for a private address */
};

bool fetch_start(void)
{
        return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

void fetch_end(void)
{
        curl_global_cleanup();
}

/* Called when the host name is resolved, so that its address can still be refused. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
        struct transfer *transfer = context;
        (void)purpose;
        if (!transfer->request->allow_private && address_is_private(&address->addr)) {
                transfer->refused = true;
                return CURL_SOCKET_BAD;
        }
        return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
        struct transfer *transfer = context;
        buffer_add(&transfer->answer->body, bytes, size * count);
        return buffer_failed(&transfer->answer->body) ? 0 : count;
}

/* NULL if memory runs out. */
static struct curl_slist *make_headers(const struct fetch_request *request)
{
        /* without the first libcurl waits for permission to send a body */
        struct curl_slist *list = curl_slist_append(NULL, "Expect:");
        for (size_t i = 0; list && i < request->header_count; i++) {
                struct curl_slist *longer = curl_slist_append(list, request->headers[i]);
                if (!longer)
                        curl_slist_free_all(list);
                list = longer;
        }
        return list;
}

static bool set_limits(CURL *curl, struct transfer *transfer)
{
        const struct fetch_request *request = transfer->request;
        const char *schemes = request->allow_http ? "http,https" : "https";
        return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, schemes) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->timeout_ms) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer) == CURLE_OK;
}

static bool set_request(CURL *curl, const struct fetch_request *request, struct curl_slist *headers)
{
        bool good = curl_easy_setopt(curl, CURLOPT_URL, request->url) == CURLE_OK &&
                    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
                    curl_easy_setopt(curl, CURLOPT_USERAGENT, "samrad") == CURLE_OK;
        if (good && request->body)
                good = curl_easy_setopt(curl, CURLOPT_POST, 1L) == CURLE_OK &&
                       curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                                        (curl_off_t)request->body_length) == CURLE_OK &&
                       curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body) == CURLE_OK;
        return good;
}

static enum fetch_outcome outcome_of(CURL *curl, CURLcode code, const struct transfer *transfer)
{
        struct fetch_answer *answer = transfer->answer;
        curl_off_t wait = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
        if (transfer->refused)
                return FETCH_PRIVATE;
        if (buffer_failed(&answer->body))
                return FETCH_TOO_LARGE;
        if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
                return FETCH_BAD_URL;
        if (code != CURLE_OK) {
                snprintf(answer->reason, sizeof answer->reason, "%s", curl_easy_strerror(code));
                return FETCH_FAILED;
        }
        if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
                answer->retry_after_s = (long)wait;
        return FETCH_ANSWERED;
}

static bool is_ending(const struct fetch_request *request)
{
        return request->ending && atomic_load(request->ending);
}

/* What became of the transfer that the handle has done. */
static CURLcode result_of(CURLM *multi)
{
        int left;
        const CURLMsg *message = curl_multi_info_read(multi, &left);
        return message && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
}

/* Does the transfer, unless nobody waits for it any longer: that is seen at once, which a library that waits
 * by itself looks for once a second, and once the name is resolved. */
static CURLcode transfer_in(CURLM *multi, CURL *curl, const struct fetch_request *request)
{
        int running = 1;
        CURLMcode code = curl_multi_add_handle(multi, curl);
        while (code == CURLM_OK && running && !is_ending(request)) {
                code = curl_multi_perform(multi, &running);
                if (code == CURLM_OK && running)
                        code = curl_multi_poll(multi, NULL, 0, LOOK_EVERY_MS, NULL);
        }
        CURLcode result = code == CURLM_OK && !running ? result_of(multi) : CURLE_ABORTED_BY_CALLBACK;
        if (is_ending(request)) /* who resolves the name is not waited for, either */
                curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
        curl_multi_remove_handle(multi, curl);
        return result;
}

enum fetch_outcome fetch(const struct fetch_request *request, struct fetch_answer *ret)
{
        *ret = (struct fetch_answer){.body = BUFFER(request->answer_max), .retry_after_s = -1};
        struct transfer transfer = {.request = request, .answer = ret};
        CURL *curl = curl_easy_init();
        CURLM *multi = curl_multi_init();
        struct curl_slist *headers = make_headers(request);
        enum fetch_outcome outcome = FETCH_FAILED;
        if (curl && multi && headers && set_limits(curl, &transfer) && set_request(curl, request, headers))
                outcome = outcome_of(curl, transfer_in(multi, curl, request), &transfer);
        else
                snprintf(ret->reason, sizeof ret->reason, "out of memory");
        if (outcome != FETCH_ANSWERED)
                buffer_clear(&ret->body);
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
        curl_multi_cleanup(multi);
        return outcome;
}
