// The open browser connections of the live feed. One subscription to the feed, many readers; a reader that does not keep
// up is cut, never waited for: its browser comes back with the last event it saw.
import type { LiveEvent } from "@kiosk/contract";
import type { LiveFeed, LiveFeedEvent } from "../fleet-api.ts";
import type { Clock } from "../ports.ts";

export const tickEveryMs = 15_000;
/** what may wait in one reader's buffer */
export const readerBufferBytes = 1024 * 1024;

/** A connection as the hub needs it; an HTTP response is one. */
export interface Reader {
  readonly writableLength: number;
  write(text: string): unknown;
  end(): unknown;
  destroy(): unknown;
}

export class LiveHub {
  readonly #feed: LiveFeed;
  readonly #clock: Clock;
  readonly #readers = new Set<Reader>();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  /** number of the last event that went by; 0 before the first, which asks `since` for all there were */
  #last = 0;

  constructor(feed: LiveFeed, clock: Clock) {
    this.#feed = feed;
    this.#clock = clock;
    this.#unsubscribe = feed.subscribe((event) => {
      this.#last = event.n;
      this.#toAll(frame(changed(event), `${feed.run}-${event.n}`));
    });
    this.#timer = setInterval(() => this.#toAll(frame({ type: "tick", at: clock.now() })), tickEveryMs);
    this.#timer.unref();
  }

  /** A reader joins; `lastEventId` is what it saw last, if it was here before. */
  join(reader: Reader, lastEventId: string | undefined): void {
    const missed = this.#missedBy(lastEventId);
    const greeting = missed === undefined ? "resync" : "hello";
    this.#readers.add(reader);
    this.#to(reader, frame({ type: greeting, at: this.#clock.now() }, `${this.#feed.run}-${this.#last}`));
    for (const event of missed ?? []) this.#to(reader, frame(changed(event), `${this.#feed.run}-${event.n}`));
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
  }

  /** Ends every connection and the subscription. */
  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const reader of this.#readers) reader.end();
    this.#readers.clear();
  }

  /** undefined: it cannot be told what this reader missed */
  #missedBy(lastEventId: string | undefined): readonly LiveFeedEvent[] | undefined {
    if (lastEventId === undefined) return [];
    const at = lastEventId.lastIndexOf("-");
    const n = /^\d{1,15}$/.test(lastEventId.slice(at + 1)) ? Number(lastEventId.slice(at + 1)) : undefined;
    if (n === undefined || lastEventId.slice(0, at) !== this.#feed.run || n > this.#last) return undefined;
    return n === this.#last ? [] : this.#feed.since(n);
  }

  #toAll(text: string): void {
    for (const reader of this.#readers) this.#to(reader, text);
  }

  #to(reader: Reader, text: string): void {
    if (!this.#readers.has(reader)) return;
    reader.write(text);
    if (reader.writableLength <= readerBufferBytes) return;
    this.#readers.delete(reader);
    reader.destroy();
  }
}

function changed(event: LiveFeedEvent): LiveEvent {
  return {
    type: "changed",
    at: event.at,
    kiosks: [...event.kiosks],
    orders: [...event.orders],
    quarantine: event.quarantine,
    alarms: event.alarms,
    terms: event.terms,
  };
}

function frame(event: LiveEvent, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
}
