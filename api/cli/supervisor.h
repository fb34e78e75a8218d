/*
 * supervisor - what a supervisor of processes (systemd) is told: that the service answers, that it is still
 * well, that it ends. Without one nothing is told.
 */
#pragma once

/* Requests are answered from now on. */
void supervisor_ready(void);

/* No request is taken any longer; those in flight get their answers. */
void supervisor_ending(void);

/* How often the supervisor wants to hear that the service is well, halved so that one late word costs
 * nothing; 0: it does not listen. */
int supervisor_interval_ms(void);

/* The service is well. */
void supervisor_well(void);
