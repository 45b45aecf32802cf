// Gathers what the feed says has changed and hands it on at once, but never twice within the gap and never while the last
// hand-over still runs: a storm of reports must not become a storm of requests.
import type { LiveEvent } from "@kiosk/contract";

export interface Changes {
  /** everything on screen may be old: a new connection, or a gap in the feed */
  all: boolean;
  kiosks: ReadonlySet<string>;
  orders: ReadonlySet<string>;
  quarantine: boolean;
  alarms: boolean;
  /** terms of a contract, calendars, the parts ledger */
  terms: boolean;
  /** what the pages of inspections, routes, supplies, guarantees, problems, reports and phones show */
  upkeep: boolean;
}

export interface ChangeQueueOptions {
  /** after a hand-over; while changes keep coming the gap doubles, up to `longestGapMs` */
  gapMs: number;
  longestGapMs: number;
  apply: (changes: Changes) => Promise<void>;
  /** runs the function after the time; injected so that tests need no real time */
  later: (run: () => void, ms: number) => void;
}

export class ChangeQueue {
  readonly #options: ChangeQueueOptions;
  #all = false;
  #kiosks = new Set<string>();
  #orders = new Set<string>();
  #quarantine = false;
  #alarms = false;
  #terms = false;
  #upkeep = false;
  #busy = false;
  #gapMs: number;

  constructor(options: ChangeQueueOptions) {
    this.#options = options;
    this.#gapMs = options.gapMs;
  }

  addAll(): void {
    this.#all = true;
    this.#flush();
  }

  add(event: Extract<LiveEvent, { type: "changed" }>): void {
    for (const id of event.kiosks) this.#kiosks.add(id);
    for (const id of event.orders) this.#orders.add(id);
    this.#quarantine ||= event.quarantine;
    this.#alarms ||= event.alarms;
    this.#terms ||= event.terms;
    this.#upkeep ||= event.upkeep;
    this.#flush();
  }

  #flush(): void {
    const flags = this.#all || this.#quarantine || this.#alarms || this.#terms || this.#upkeep;
    if (this.#busy || (!flags && this.#kiosks.size === 0 && this.#orders.size === 0)) return;
    this.#busy = true;
    const changes = {
      all: this.#all,
      kiosks: this.#kiosks,
      orders: this.#orders,
      quarantine: this.#quarantine,
      alarms: this.#alarms,
      terms: this.#terms,
      upkeep: this.#upkeep,
    };
    this.#all = false;
    this.#kiosks = new Set();
    this.#orders = new Set();
    this.#quarantine = false;
    this.#alarms = false;
    this.#terms = false;
    this.#upkeep = false;
    const rest = () => {
      this.#options.later(() => {
        this.#busy = false;
        this.#flush();
        // a fleet of thousands always has news: the more of it, the less often a page is read again
        const { gapMs, longestGapMs } = this.#options;
        this.#gapMs = this.#busy ? Math.min(longestGapMs, 2 * this.#gapMs) : gapMs;
      }, this.#gapMs);
    };
    // A failed refetch shows on the page that asked; the queue only has to go on.
    this.#options.apply(changes).then(rest, rest);
  }
}
