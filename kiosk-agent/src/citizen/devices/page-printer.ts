// Printing a document by IPP: the job is handed over, watched until the printer says that it is completed, and taken back
// where it does not get done. At the end of a use nothing of ours is left in the printer's queue.
import {
  type IppJob,
  type IppJobAnswer,
  type IppJobRequest,
  type IppMessage,
  ippJobAnswer,
  ippJobRequest,
  ippStandstill,
  type Profile,
  parseIpp,
} from "@kiosk/firmware-profiles";
import { type Clock, type IppTransport, TransportError } from "../../ports.ts";
import { within } from "../../within.ts";
import type { A4Job, Done, Refused } from "../ports.ts";
import { refuse } from "../refusal.ts";
import type { CitizenLimits } from "./limits.ts";
import { cancelled, lineFailed } from "./refusals.ts";

export interface PagePrinterOptions {
  readonly profile: Profile;
  readonly transport: IppTransport;
  readonly clock: Clock;
  readonly limits: CitizenLimits;
}

type Pages = Done<{ readonly pages: number }>;

export class PagePrinter {
  readonly #options: PagePrinterOptions;
  #requestId = 0;
  #number = 0;
  /** Something of ours may lie in its queue: also at the start, for nobody knows how the last run ended. */
  #mayHold = true;
  #printing: Promise<Pages> | undefined;

  constructor(options: PagePrinterOptions) {
    this.#options = options;
  }

  async print(job: A4Job, signal: AbortSignal): Promise<Pages> {
    if (signal.aborted) return cancelled;
    if (this.#printing !== undefined) return refuse("device.busy", "in-use");
    this.#printing = this.#print(job, signal).catch((error: unknown) =>
      signal.aborted ? cancelled : lineFailed(this.#options.profile, error),
    );
    return await this.#printing.finally(() => {
      this.#printing = undefined;
    });
  }

  /**
   * Cancels whatever of ours is in its queue and looks again. Null where the printer cannot be asked. A printer whose queue
   * was seen empty, and that got nothing since, is not asked.
   */
  async empty(limitMs: number): Promise<number | null> {
    if (!this.#mayHold) return 0;
    const never = new AbortController().signal;
    try {
      const left = await within(this.#options.clock, limitMs, never, (s) => this.#empty(s));
      if (left.name === "overdue") return null;
      this.#mayHold = left.value > 0;
      return left.value;
    } catch {
      return null; // it cannot be asked, which is no proof
    }
  }

  async #print({ pdf, copies, colour }: A4Job, signal: AbortSignal): Promise<Pages> {
    const { limits } = this.#options;
    this.#number += 1;
    const ticket = { number: this.#number, copies, colour };
    this.#mayHold = true;
    const request = { ask: "print", ticket, document: pdf } as const;
    const asked = await this.#ask(request, limits.upload, signal).catch(async (error: unknown) => {
      // Nobody knows whether it took the job, or which: all of ours is taken back.
      const never = new AbortController().signal;
      await within(this.#options.clock, limits.cleanUp, never, (s) => this.#takeBack(s)).catch(() => undefined);
      throw error;
    });
    if (asked.name !== "ok") return notTaken(asked);
    const [job] = asked.jobs;
    if (job === undefined) return refuse("device.failed", "comm.garbled");
    const ended = await this.#watch(job, copies, signal).catch(async (error: unknown) => {
      await this.#cancel(job.jobId);
      throw error;
    });
    if (!ended.ok) await this.#cancel(job.jobId);
    return ended;
  }

  async #watch(first: IppJob, copies: number, signal: AbortSignal): Promise<Pages> {
    const { clock, limits } = this.#options;
    const until = clock.monotonic() + limits.a4Job;
    let job = first;
    let standsSince: number | undefined;
    for (;;) {
      const ended = endOf(job, copies);
      if (ended) return ended;
      const reasons = await this.#standstill(job, signal);
      const now = clock.monotonic();
      standsSince = reasons.length > 0 ? (standsSince ?? now) : undefined;
      const isOverdue = standsSince === undefined ? now >= until : now - standsSince >= limits.standstill;
      if (isOverdue) return refuse("device.failed", reasons[0] ?? "job-overdue");
      await clock.sleep(limits.jobEvery, signal);
      const asked = await this.#ask({ ask: "job", jobId: job.jobId }, limits.printerAnswer, signal);
      // A spooler that keeps no history, as it is told to, forgets a job when it is done.
      if (asked.name === "not-found") return { ok: true, value: { pages: Math.max(copies, job.printed ?? 0) } };
      if (asked.name !== "ok") return notTaken(asked);
      job = { ...(asked.jobs[0] ?? job), jobId: job.jobId };
    }
  }

  /** What keeps the printer from going on; the job's own word where the printer has none. */
  async #standstill(job: IppJob, signal: AbortSignal): Promise<readonly string[]> {
    const { limits } = this.#options;
    const reasons = ippStandstill(await this.#exchange({ ask: "printer" }, limits.printerAnswer, signal));
    if (reasons.length > 0 || job.state !== "stopped") return reasons;
    return job.reasons.length > 0 ? job.reasons : ["job-stopped"];
  }

  /** Also after a call was given up, therefore without its signal; what is left then `empty` finds. */
  async #cancel(jobId: number): Promise<void> {
    const { limits } = this.#options;
    const never = new AbortController().signal;
    await this.#ask({ ask: "cancel", jobId }, limits.cleanUp, never).catch(() => undefined);
  }

  async #empty(signal: AbortSignal): Promise<number> {
    await this.#printing; // a job that is being handed over is not in the queue yet
    await this.#takeBack(signal);
    return (await this.#unfinished(signal)).length;
  }

  async #takeBack(signal: AbortSignal): Promise<void> {
    const { limits } = this.#options;
    for (const { jobId } of await this.#unfinished(signal)) {
      await this.#ask({ ask: "cancel", jobId }, limits.printerAnswer, signal);
    }
  }

  /** @throws TransportError where the printer does not say */
  async #unfinished(signal: AbortSignal): Promise<readonly IppJob[]> {
    const asked = await this.#ask({ ask: "unfinished" }, this.#options.limits.printerAnswer, signal);
    if (asked.name === "ok") return asked.jobs;
    throw new TransportError("invalid", "the queue is not told");
  }

  async #ask(request: IppJobRequest, limitMs: number, signal: AbortSignal): Promise<IppJobAnswer> {
    return ippJobAnswer(await this.#exchange(request, limitMs, signal));
  }

  /** @throws TransportError */
  async #exchange(request: IppJobRequest, limitMs: number, signal: AbortSignal): Promise<IppMessage> {
    const { transport, clock } = this.#options;
    this.#requestId += 1;
    const octets = ippJobRequest(request, this.#requestId, transport.printerUri);
    try {
      const answered = await within(clock, limitMs, signal, (s) => transport.exchange(octets, s));
      if (answered.name === "overdue") throw new TransportError("timeout", "no answer in time");
      const message = parseIpp(answered.value);
      if (!message?.isWhole || message.requestId !== this.#requestId) {
        throw new TransportError("invalid", "no whole answer");
      }
      return message;
    } finally {
      octets.fill(0); // the citizen's document among them
    }
  }
}

function endOf(job: IppJob, copies: number): Pages | undefined {
  switch (job.state) {
    case "completed":
      return { ok: true, value: { pages: job.printed ?? copies } };
    case "aborted":
    case "canceled":
      return refuse("device.failed", job.reasons[0] ?? `job-${job.state}`);
    default:
      return undefined;
  }
}

function notTaken(answer: Exclude<IppJobAnswer, { name: "ok" }>): Refused {
  if (answer.name !== "refused") return refuse("device.failed", answer.name);
  // server-error-busy and not-accepting-jobs (RFC 8011 appendix B.1.5)
  const isBusy = answer.status === 0x0507 || answer.status === 0x0506;
  return refuse(isBusy ? "device.busy" : "device.failed", `ipp-${answer.status.toString(16).padStart(4, "0")}`);
}
