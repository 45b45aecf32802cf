// One request an item, a few at once. A stop starts nothing more but lets what was sent end, because a request that was
// aborted may have been carried out all the same and nobody could say which.
export type Outcome<R> = { name: "done"; value: R } | { name: "failed"; error: Error } | { name: "stopped" };

interface RunOptions<T, R> {
  /** requests under way at the same time */
  atOnce: number;
  /** aborted: nothing more is started */
  signal: AbortSignal;
  onOutcome: (item: T, outcome: Outcome<R>) => void;
}

/** Works through all items; each gets exactly one outcome. Resolves when the last one has it and never rejects. */
export async function runEach<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  { atOnce, signal, onOutcome }: RunOptions<T, R>,
): Promise<void> {
  const queue = [...items];
  const one = async (item: T): Promise<Outcome<R>> => {
    if (signal.aborted) return { name: "stopped" };
    try {
      return { name: "done", value: await work(item) };
    } catch (error) {
      return { name: "failed", error: error instanceof Error ? error : new Error(String(error)) };
    }
  };
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) onOutcome(item, await one(item));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}
