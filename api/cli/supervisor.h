/*
 * supervisor - notifies the supervisor of the process (systemd): the service is ready, is still alive, is
 * stopping. Does nothing without a supervisor.
 */
#pragma once

/* Notifies that requests are answered from now on. */
void supervisor_ready(void);

/* Notifies that the service is stopping: it accepts no more requests, and answers those in flight. */
void supervisor_ending(void);

/* How often to call supervisor_well(): half of the watchdog's interval, so that one late call does no harm; 0
 * if there is no watchdog. */
int supervisor_interval_ms(void);

/* Notifies the watchdog that the service is alive. */
void supervisor_well(void);
