// A job that runs again some time after it ended, never beside itself, and stops cleanly.
import type { Log } from "../ports.ts";

export interface Job {
  stop(): Promise<void>;
}

export function every(ms: number, name: string, log: Log, work: () => Promise<void>): Job {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const run = () => {
    running = work()
      .catch((error: unknown) => log.error("job.failed", { job: name, message: String(error) }))
      .then(() => {
        if (!stopped) timer = setTimeout(run, ms);
      });
  };
  timer = setTimeout(run, ms);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
