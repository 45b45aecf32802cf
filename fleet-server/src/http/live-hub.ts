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

/** Whose connection it is. */
export interface Watch {
  /** null: of no session; hears only that time passes */
  readonly session: string | null;
  readonly from: string;
}

/** What a session may hear of a change; undefined when the session is over. */
export type Hearing = (watch: Watch, event: LiveFeedEvent) => LiveFeedEvent | undefined;

export class LiveHub {
  readonly #feed: LiveFeed;
  readonly #clock: Clock;
  readonly #hearing: Hearing;
  readonly #readers = new Map<Reader, Watch>();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  /** number of the last event that went by; 0 before the first, which asks `since` for all there were */
  #last = 0;

  constructor(feed: LiveFeed, clock: Clock, hearing: Hearing) {
    this.#feed = feed;
    this.#clock = clock;
    this.#hearing = hearing;
    this.#unsubscribe = feed.subscribe((event) => {
      this.#last = event.n;
      for (const reader of this.#readers.keys()) this.#tell(reader, event);
    });
    this.#timer = setInterval(() => this.#tick(), tickEveryMs);
    this.#timer.unref();
  }

  /** A reader joins; `lastEventId` is what it saw last, if it was here before. */
  join(reader: Reader, lastEventId: string | undefined, watch: Watch): void {
    const missed = this.#missedBy(lastEventId);
    const greeting = missed === undefined ? "resync" : "hello";
    this.#readers.set(reader, watch);
    this.#to(reader, frame({ type: greeting, at: this.#clock.now() }, `${this.#feed.run}-${this.#last}`));
    for (const event of missed ?? []) this.#tell(reader, event);
  }

  /** A session has ended: what it watched with is closed. */
  leaveSession(session: string): void {
    for (const [reader, watch] of this.#readers) if (watch.session === session) this.#dismiss(reader);
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
  }

  /** Ends every connection and the subscription. */
  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const reader of this.#readers.keys()) reader.end();
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

  /** Nothing is sent of what does not concern the reader. */
  #tell(reader: Reader, event: LiveFeedEvent): void {
    const watch = this.#readers.get(reader);
    if (watch === undefined) return;
    const heard = this.#hearing(watch, event);
    if (heard === undefined) this.#dismiss(reader);
    else if (!isSilent(heard)) this.#to(reader, frame(changed(heard), `${this.#feed.run}-${event.n}`));
  }

  #tick(): void {
    const event = { n: 0, at: this.#clock.now(), ...nothing };
    for (const [reader, watch] of this.#readers) {
      // a session that ran out without a word
      if (this.#hearing(watch, event) === undefined) this.#dismiss(reader);
      else this.#to(reader, frame({ type: "tick", at: event.at }));
    }
  }

  #dismiss(reader: Reader): void {
    this.#readers.delete(reader);
    reader.end();
  }

  #to(reader: Reader, text: string): void {
    if (!this.#readers.has(reader)) return;
    reader.write(text);
    if (reader.writableLength <= readerBufferBytes) return;
    this.#readers.delete(reader);
    reader.destroy();
  }
}

const quiet = { quarantine: false, alarms: false, terms: false, upkeep: false };
const nothing = { kiosks: [], orders: [], orderPlaces: new Map(), ...quiet };

function isSilent({ kiosks, orders, quarantine, alarms, terms, upkeep }: LiveFeedEvent): boolean {
  return kiosks.length === 0 && orders.length === 0 && !quarantine && !alarms && !terms && !upkeep;
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
    upkeep: event.upkeep,
  };
}

function frame(event: LiveEvent, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
}
