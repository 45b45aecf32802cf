// The changes of the last while, numbered within this run of the server, for the browsers that watch.
import type { KioskId } from "@kiosk/contract";
import type { Where } from "../domain/account/caller.ts";
import type { LiveFeed, LiveFeedEvent } from "../fleet-api.ts";
import type { Clock, FleetChange, Publisher } from "../ports.ts";

/** So many changes can be missed and still be caught up with; after that a browser reloads what it shows. */
const keptEvents = 1000;
/** Changes within this time travel together: a browser gains nothing from a thousand events a second. */
const gatherMs = 50;

export class LiveFeedHub implements LiveFeed, Publisher {
  readonly run: string;
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: LiveFeedEvent) => void>();
  #events: LiveFeedEvent[] = [];
  #n = 0;
  #kiosks = new Set<KioskId>();
  #orders = new Set<string>();
  #places = new Map<string, readonly Where[]>();
  #quarantine = false;
  #alarms = false;
  #terms = false;
  #upkeep = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(run: string, clock: Clock) {
    this.run = run;
    this.#clock = clock;
  }

  publish(change: FleetChange): void {
    for (const id of change.kiosks) this.#kiosks.add(id);
    for (const id of change.orders) this.#orders.add(id);
    for (const [id, places] of change.orderPlaces) {
      this.#places.set(id, [...(this.#places.get(id) ?? []), ...places]);
    }
    this.#quarantine ||= change.quarantine;
    this.#alarms ||= change.alarms;
    this.#terms ||= change.terms;
    this.#upkeep ||= change.upkeep;
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs);
  }

  subscribe(listener: (event: LiveFeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  since(n: number): readonly LiveFeedEvent[] | undefined {
    const oldest = this.#events[0]?.n ?? this.#n + 1;
    if (n > this.#n || n < oldest - 1) return undefined;
    return this.#events.filter((e) => e.n > n);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #flush(): void {
    this.#timer = null;
    const event: LiveFeedEvent = {
      n: ++this.#n,
      at: this.#clock.now(),
      kiosks: [...this.#kiosks],
      orders: [...this.#orders],
      orderPlaces: this.#places,
      quarantine: this.#quarantine,
      alarms: this.#alarms,
      terms: this.#terms,
      upkeep: this.#upkeep,
    };
    this.#kiosks = new Set();
    this.#orders = new Set();
    this.#places = new Map();
    this.#quarantine = false;
    this.#alarms = false;
    this.#terms = false;
    this.#upkeep = false;
    this.#events = [...this.#events.slice(1 - keptEvents), event];
    for (const listener of this.#listeners) listener(event);
  }
}
