// Something that happens while a request is in the middle of its work.

/**
 * Sends a request (`run`) that comes upon what `lock` locks, and does something when it waits there; then it goes on. Gives
 * its answer, with status 0 if it got none, and what was done.
 */
export const inTheMiddle = (samrad, lock, run, then) =>
  samrad.whileLocked(lock, async () => {
    const answer = run().catch((error) => ({ status: 0, text: String(error) }));
    await samrad.untilLocked();
    return { answer, then: await then() };
  });
