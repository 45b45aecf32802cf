// The one writer of the fleet. Jobs queue up while a commit runs and then share the next one, so that a report costs a
// fraction of an fsync and is still acknowledged only when it is on disk (platform.md: Aedes would acknowledge first).
import { blamesRecord, type Clock, type FleetStore, type Log, StoreError } from "../ports.ts";
import type { FleetState } from "./fleet-state.ts";
import { Unit } from "./unit.ts";

interface Job {
  /** works on the unit; throws nothing that is not a defect */
  readonly work: (unit: Unit) => void;
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
  /** uplink jobs wait for the store to come back, a person's request does not */
  readonly patient: boolean;
}

export interface CommitHealth {
  readonly ok: boolean;
  readonly code: string | null;
  readonly since: number | null;
}

/** Jobs per transaction: beyond this the gain is small and the latency grows. */
const batchLimit = 2000;
/** How long what has no hurry waits for company. */
const unhurriedMs = 100;
const retryMs = [100, 250, 500, 1000, 2000] as const;
/** After this long without a durable store, uplink jobs are refused: the connection drops and the kiosk's outbox keeps them. */
const patienceMs = 20_000;

export class GroupCommit {
  readonly #state: FleetState;
  readonly #store: FleetStore;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #committed: (unit: Unit) => void;
  #queue: Job[] = [];
  #running: Promise<void> | null = null;
  /** runs while only jobs without hurry are queued */
  #waiting: NodeJS.Timeout | undefined;
  #closed = false;
  #retrying = false;
  #health: CommitHealth = { ok: true, code: null, since: null };

  constructor(options: {
    state: FleetState;
    store: FleetStore;
    clock: Clock;
    log: Log;
    /** called after each commit, before the jobs' promises resolve */
    committed: (unit: Unit) => void;
  }) {
    this.#state = options.state;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#committed = options.committed;
  }

  get health(): CommitHealth {
    return this.#health;
  }

  /**
   * Runs `work` in the next transaction; resolves with its result once that is durable.
   * @param hurry false: it may wait a moment for others, so that thousands of signs of life share a few syncs of the disk
   * @throws StoreError when the store cannot take it (at once for a person's request, after 20 s for an uplink message)
   */
  run<T>(work: (unit: Unit) => T, patient = false, hurry = true): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new StoreError("CLOSED", "the server is stopping"));
        return;
      }
      // a batch is being tried again and again: a person is told so instead of waiting behind it
      if (!patient && this.#retrying) {
        reject(new StoreError(this.#health.code ?? "UNKNOWN", "the store cannot be written now"));
        return;
      }
      let result: { value: T } | undefined;
      this.#queue.push({
        work: (unit) => {
          result = { value: work(unit) };
        },
        done: () => (result === undefined ? reject(new Error("job did not run")) : resolve(result.value)),
        failed: reject,
        patient,
      });
      if (hurry) this.#start();
      else this.#waiting ??= setTimeout(() => this.#start(), unhurriedMs);
    });
  }

  /** Everything queued is committed or refused; later jobs are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#queue.length > 0) this.#start();
    await this.#running;
  }

  #start(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    // setImmediate: all packets that this turn of the event loop parses share the transaction
    this.#running ??= new Promise((go) => setImmediate(go)).then(() => this.#drain());
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, batchLimit);
      await this.#commit(batch);
    }
    this.#running = null;
  }

  async #commit(first: Job[]): Promise<void> {
    let batch = first;
    const startedAt = this.#clock.monotonic();
    for (let attempt = 0; batch.length > 0; attempt++) {
      const unit = new Unit(this.#state);
      const ready = this.#runJobs(batch, unit);
      const failure = await this.#store
        .commit(unit.changes())
        .then(() => undefined)
        .catch((error: unknown) => ({ error }));
      if (failure === undefined) {
        this.#retrying = false;
        this.#state.apply(unit);
        if (!this.#health.ok) this.#log.info("store.recovered", { code: this.#health.code });
        this.#health = { ok: true, code: null, since: null };
        this.#committed(unit);
        for (const job of ready) job.done();
        return;
      }
      if (blamesRecord(failure.error)) {
        // the data of one job, not the disk: alone it fails, and the others go through
        this.#retrying = false;
        if (ready.length === 1) for (const job of ready) job.failed(failure.error);
        else for (const job of ready) await this.#commit([job]);
        return;
      }
      batch = this.#refuse(ready, failure.error, this.#clock.monotonic() - startedAt > patienceMs);
      this.#retrying = batch.length > 0;
      if (this.#retrying) await new Promise((go) => setTimeout(go, retryMs[Math.min(attempt, retryMs.length - 1)]));
    }
  }

  /** Marks the store as failing; answers the impatient jobs and returns those that wait for it. */
  #refuse(ready: readonly Job[], error: unknown, outOfPatience: boolean): Job[] {
    const code = error instanceof StoreError ? error.code : "UNKNOWN";
    if (this.#health.ok) this.#log.error("store.failing", { code, message: String(error) });
    this.#health = { ok: false, code, since: this.#health.since ?? this.#clock.now() };
    const stay: Job[] = [];
    for (const job of ready) {
      if (job.patient && !outOfPatience && !this.#closed) stay.push(job);
      else job.failed(error);
    }
    return stay;
  }

  /** Each job in its own sub-unit: one that throws leaves nothing behind and fails alone. */
  #runJobs(batch: readonly Job[], unit: Unit): Job[] {
    const ready: Job[] = [];
    for (const job of batch) {
      const part = new Unit(unit);
      try {
        job.work(part);
      } catch (error) {
        this.#log.error("job.failed", {
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        job.failed(error);
        continue;
      }
      unit.absorb(part);
      ready.push(job);
    }
    return ready;
  }
}
