// Drains the outbox to the server: what just happened first, then what waited, faults before routine. A row leaves the
// outbox only when the server acknowledged it; what was under way when the connection went is simply still there.
import { stampSent } from "../domain/messages.ts";
import type { Clock, Log, Outbox, OutboxLane, OutboxRow, Uplink } from "../ports.ts";

export interface SenderOptions {
  readonly outbox: Outbox;
  readonly uplink: Uplink;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Publishes under way at once; the broker's own bound for one client is far higher. */
const window = 16;
/** Of these, kept free for what is happening now while a backlog drains. */
const keptForLive = 4;
/** Live rows beyond this are found in the outbox like any backlog. */
const maxLive = 64;
/** Before a refused row is tried again on the same connection, ms. */
const refusedPauseMs = 1_000;

/** What may be sent: nothing, only what happens now, or everything. */
type Gate = "shut" | "live" | "all";

export class Sender {
  readonly #options: SenderOptions;
  readonly #inFlight = new Set<string>();
  #live: OutboxRow[] = [];
  #gate: Gate = "shut";
  #pumping = false;
  #again = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** A new connection greeted the server: from now on what happens goes out at once. */
  openLive(): void {
    this.#gate = "live";
  }

  /** The server has the present state: now the backlog may follow. */
  openAll(): void {
    this.#gate = "all";
    this.#pump();
  }

  /** The connection went. Live rows stay in the outbox and become backlog. */
  shut(): void {
    this.#gate = "shut";
    this.#live = [];
  }

  /** A row was appended just now. */
  offer(row: OutboxRow): void {
    if (this.#gate === "shut" || this.#live.length >= maxLive) return;
    this.#live.push(row);
    this.#pump();
  }

  #pump(): void {
    if (this.#options.signal.aborted) return;
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    this.#pumping = true;
    void this.#fill().finally(() => {
      this.#pumping = false;
      if (!this.#again) return;
      this.#again = false;
      this.#pump();
    });
  }

  /** Fills the window. Never rejects. */
  async #fill(): Promise<void> {
    this.#sendLive();
    try {
      for (const lane of ["fault", "routine"] as const) {
        const rows = await this.#backlog(lane);
        this.#sendLive();
        for (const row of rows) if (this.#gate === "all" && !this.#inFlight.has(keyOf(row))) this.#send(row);
      }
    } catch (error) {
      this.#options.log.warn("outbox.unreadable", { error: String(error) });
    }
  }

  #sendLive(): void {
    while (this.#gate !== "shut" && this.#inFlight.size < window) {
      const row = this.#live.shift();
      if (row === undefined) return;
      this.#send(row);
    }
  }

  async #backlog(lane: OutboxLane): Promise<OutboxRow[]> {
    const room = window - keptForLive - this.#inFlight.size;
    if (this.#gate !== "all" || room <= 0) return [];
    const taken = new Set([...this.#inFlight, ...this.#live.map(keyOf)]);
    return this.#options.outbox.oldest(room, taken, lane);
  }

  #send(row: OutboxRow): void {
    const key = keyOf(row);
    this.#inFlight.add(key);
    void this.#deliver(row)
      .catch(async (error: unknown) => {
        // Shut: the connection went and took the publish with it, as expected. Open: the server did not take this row.
        if (this.#gate === "shut" || this.#options.signal.aborted) return;
        this.#options.log.warn("outbox.not-sent", { seq: row.seq, bootId: row.bootId, error: String(error) });
        await this.#options.clock.sleep(refusedPauseMs, this.#options.signal).catch(() => undefined); // stopping
      })
      .finally(() => {
        this.#inFlight.delete(key);
        this.#pump();
      });
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { outbox, uplink, clock, signal } = this.#options;
    await uplink.publish(row.leaf, stampSent(row.body, clock.now()), signal);
    await outbox.acknowledge(row.bootId, row.seq);
  }
}

function keyOf(row: OutboxRow): string {
  return `${row.bootId}/${row.seq}`;
}
