// A live feed in the hands of a test.
import { KioskId } from "@kiosk/contract";
import type { LiveFeed, LiveFeedEvent } from "../src/fleet-api.ts";

export const at = 1_795_305_600_000;
export const kioskId = KioskId.parse("cn-001");

/** Keeps the last `depth` events, as the real feed does. */
export class FakeFeed implements LiveFeed {
  readonly run = "3f1c9c3e-run";
  readonly #depth = 3;
  readonly #listeners = new Set<(event: LiveFeedEvent) => void>();
  #events: LiveFeedEvent[] = [];
  #n = 0;

  get listeners(): number {
    return this.#listeners.size;
  }

  subscribe(listener: (event: LiveFeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  since(n: number): readonly LiveFeedEvent[] | undefined {
    if (this.#n - n > this.#depth) return undefined;
    return this.#events.filter((event) => event.n > n);
  }

  publish(order: string): void {
    this.#n += 1;
    const event = {
      n: this.#n,
      at,
      kiosks: [kioskId],
      orders: [order],
      orderPlaces: new Map(),
      quarantine: false,
      alarms: false,
      terms: false,
      upkeep: false,
    };
    this.#events = [...this.#events, event].slice(-this.#depth);
    for (const listener of this.#listeners) listener(event);
  }
}
