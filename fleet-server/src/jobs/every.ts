// A job that runs again some time after it ended, never beside itself, and stops cleanly.
import type { Log } from "../ports.ts";

export interface Job {
  stop(): Promise<void>;
}

export function every(ms: number, name: string, log: Log, work: () => Promise<void>): Job {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let complained = "";
  // a disk that stays full would fill the log as well: each complaint once, until the job works again
  const complain = (message: string) => {
    if (message !== "" && message !== complained) log.error("job.failed", { job: name, message });
    if (message === "" && complained !== "") log.info("job.recovered", { job: name });
    complained = message;
  };
  const run = () => {
    running = work()
      .then(
        () => complain(""),
        (error: unknown) => complain(String(error)),
      )
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
