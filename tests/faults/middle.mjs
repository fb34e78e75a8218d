// Something that happens while a request is in the middle of its work.

const WAIT_MS = 20000;
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Sends a request (`run`) that comes upon what `lock` locks, and does something when it waits there; then it goes on. Gives
 * its answer, with status 0 if it got none, and what was done.
 */
export const inTheMiddle = (samrad, lock, run, then) =>
  samrad.whileLocked(lock, async () => {
    const answer = run().catch((error) => ({ status: 0, text: String(error) }));
    for (let waited = 0; waited < WAIT_MS; waited += 50) {
      if ((await samrad.sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")) !== "0") break;
      await sleep(50);
    }
    return { answer, then: await then() };
  });
