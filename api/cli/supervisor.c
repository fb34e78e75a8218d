#include "cli/supervisor.h"

#include <limits.h>
#include <stdint.h>
#include <systemd/sd-daemon.h>

/* Failures of sd_notify() are ignored: a supervisor that misses a message acts on that itself. */

void supervisor_ready(void)
{
        sd_notify(0, "READY=1");
}

void supervisor_ending(void)
{
        sd_notify(0, "STOPPING=1");
}

int supervisor_interval_ms(void)
{
        uint64_t us = 0;
        if (sd_watchdog_enabled(0, &us) <= 0)
                return 0;
        uint64_t ms = us / 2000;
        return ms < INT_MAX ? (int)ms : INT_MAX;
}

void supervisor_well(void)
{
        sd_notify(0, "WATCHDOG=1");
}
