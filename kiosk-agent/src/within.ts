import type { Clock } from "./ports.ts";

export type Within<T> = { readonly name: "done"; readonly value: T } | { readonly name: "overdue" };

/**
 * Runs `work` for at most `ms`. When the time is over its signal aborts and the answer is `overdue`, whether the work
 * heeds the signal or not. Rejects as `work` does, or with the reason of `signal`.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Within<T>> {
  signal.throwIfAborted();
  const over = new AbortController();
  const onAbort = () => over.abort(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  const timer = new AbortController();
  try {
    return await Promise.race([
      work(over.signal).then((value) => ({ name: "done", value }) as const),
      clock.sleep(ms, timer.signal).then(() => ({ name: "overdue" }) as const),
      rejectedBy(over.signal),
    ]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    timer.abort();
    over.abort(new Error("the time for this is over"));
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
