// Starts a thread for each file, one after the other: two large reports at once would take twice the memory and no less time.
import { Worker } from "node:worker_threads";
import type { Rendered, Renderer, RenderJob } from "../report-ports.ts";

/** Far above the largest report there is; a thread that grows further ends, and the server does not. */
const heapMb = 2048;
/** A report that takes longer is broken. */
const longestMs = 120_000;

export class ThreadRenderer implements Renderer {
  #last: Promise<unknown> = Promise.resolve();

  render(job: RenderJob): Promise<Rendered> {
    const mine = this.#last.then(() => renderInThread(job));
    this.#last = mine;
    return mine;
  }
}

function renderInThread(job: RenderJob): Promise<Rendered> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./render-worker.ts", import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const end = (answer: Rendered) => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(failed(`not within ${longestMs} ms`)), longestMs);
    worker.once("message", end);
    worker.once("error", (error) => end(failed(error.message)));
    worker.once("exit", (code) => end(failed(`exit ${code}`)));
  });
}

function failed(detail: string): Rendered {
  return { ok: false, why: "failed", detail };
}
