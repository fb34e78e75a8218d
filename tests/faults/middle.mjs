// Something that happens while a request is in the middle of its work.

import { until } from "../http/pace.mjs";

const WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/**
 * Sends a request (`run`) that comes upon what `lock` locks, and does something when it waits there; then it goes on. Gives
 * its answer, with status 0 if it got none, and what was done.
 */
export const inTheMiddle = (samrad, lock, run, then) =>
  samrad.whileLocked(lock, async () => {
    const answer = run().catch((error) => ({ status: 0, text: String(error) }));
    await until(async () => (await samrad.sql(WAITING)) !== "0");
    return { answer, then: await then() };
  });
