#include "http/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Upper bounds of the histogram's buckets in microseconds: from a kept answer to the statement timeout. */
static const uint64_t bounds_us[] = {250,   500,   1000,   2500,   5000,    10000,
                                     25000, 50000, 100000, 250000, 1000000, 5000000};
#define BOUNDS (sizeof bounds_us / sizeof *bounds_us)

/* Statuses are counted by their hundreds (1xx to 5xx); exact statuses are in the log. */
#define CLASSES 6

/* The counters of one operation. */
struct counters {
        atomic_uint_fast64_t by_class[CLASSES]; /* requests, by the hundreds of their status; 0: others */
        atomic_uint_fast64_t
                buckets[BOUNDS + 1];   /* requests, by their time; the last: longer than all bounds */
        atomic_uint_fast64_t total_us; /* their time together */
};

struct metrics {
        const struct contract *contract;
        atomic_int in_flight;
        struct counters operations[]; /* by the operation's number; one more for requests without a route */
};

struct metrics *metrics_new(const struct contract *contract)
{
        size_t size = sizeof(struct metrics) + (contract->operation_count + 1) * sizeof(struct counters);
        struct metrics *metrics = calloc(1, size);
        if (metrics)
                metrics->contract = contract;
        return metrics;
}

void metrics_free(struct metrics *metrics)
{
        free(metrics);
}

void metrics_begin(struct metrics *metrics)
{
        atomic_fetch_add(&metrics->in_flight, 1);
}

void metrics_end(struct metrics *metrics, const struct operation *operation, unsigned status,
                 uint64_t nanoseconds)
{
        size_t number = operation ? operation->number : metrics->contract->operation_count;
        unsigned class = status / 100 < CLASSES ? status / 100 : 0;
        uint64_t us = nanoseconds / 1000;
        size_t bucket = 0;
        while (bucket < BOUNDS && us > bounds_us[bucket])
                bucket++;
        struct counters *counters = &metrics->operations[number];
        atomic_fetch_add_explicit(&counters->by_class[class], 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&counters->buckets[bucket], 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&counters->total_us, us, memory_order_relaxed);
        atomic_fetch_sub(&metrics->in_flight, 1);
}

int metrics_in_flight(struct metrics *metrics)
{
        return atomic_load(&metrics->in_flight);
}

static const char *name_of(const struct metrics *metrics, size_t number)
{
        return number < metrics->contract->operation_count ? metrics->contract->operations[number].id
                                                           : "none";
}

static void write_requests(struct metrics *metrics, struct buffer *out)
{
        buffer_add_string(
                out, "# HELP samrad_requests_total Requests answered, by operation and class of status.\n"
                     "# TYPE samrad_requests_total counter\n");
        for (size_t i = 0; i <= metrics->contract->operation_count; i++) {
                const char *id = name_of(metrics, i);
                for (unsigned class = 1; class < CLASSES; class ++) {
                        uint64_t count = atomic_load(&metrics->operations[i].by_class[class]);
                        if (count)
                                buffer_format(
                                        out,
                                        "samrad_requests_total{operation=\"%s\",class=\"%uxx\"} %" PRIu64
                                        "\n",
                                        id, class, count);
                }
        }
}

/* Writes the histogram of one operation, unless it has had no request. */
static void write_duration(const char *id, struct counters *counters, struct buffer *out)
{
        static const char name[] = "samrad_request_duration_seconds";
        uint64_t counts[BOUNDS + 1], count = 0;
        for (size_t i = 0; i <= BOUNDS; i++)
                counts[i] = count += atomic_load(&counters->buckets[i]);
        for (size_t i = 0; count && i < BOUNDS; i++)
                buffer_format(out,
                              "%s_bucket{operation=\"%s\",le=\"%" PRIu64 ".%06" PRIu64 "\"} %" PRIu64 "\n",
                              name, id, bounds_us[i] / 1000000, bounds_us[i] % 1000000, counts[i]);
        uint64_t total = atomic_load(&counters->total_us);
        if (count)
                buffer_format(out,
                              "%s_bucket{operation=\"%s\",le=\"+Inf\"} %" PRIu64
                              "\n%s_sum{operation=\"%s\"} %" PRIu64 ".%06" PRIu64
                              "\n%s_count{operation=\"%s\"} %" PRIu64 "\n",
                              name, id, count, name, id, total / 1000000, total % 1000000, name, id, count);
}

static void write_durations(struct metrics *metrics, struct buffer *out)
{
        buffer_add_string(out, "# HELP samrad_request_duration_seconds Time from the first header to the "
                               "answer; of those who "
                               "wait for changes, their waiting too.\n"
                               "# TYPE samrad_request_duration_seconds histogram\n");
        for (size_t i = 0; i <= metrics->contract->operation_count; i++)
                write_duration(name_of(metrics, i), &metrics->operations[i], out);
}

void metrics_write(struct metrics *metrics, struct buffer *out)
{
        write_requests(metrics, out);
        write_durations(metrics, out);
        buffer_format(out,
                      "# HELP samrad_requests_in_flight Requests being served.\n"
                      "# TYPE samrad_requests_in_flight gauge\nsamrad_requests_in_flight %d\n",
                      metrics_in_flight(metrics));
}
