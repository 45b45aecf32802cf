// The durable queue of everything the server must get. A row is written before it is sent and goes when the server
// acknowledged it; the agent's reporter appends, its sender drains.
import type { OutboxBounds } from "../domain/outbox-policy.ts";
import { planPrune } from "../domain/outbox-policy.ts";
import type { Clock, Outbox, OutboxLane, OutboxRow, OutboxState } from "../ports.ts";
import { openSqliteFile, type SqliteFile } from "./sqlite-file.ts";

// lane: 0 fault, 1 routine. bytes: what the row counts for in the bound.
const schema = `
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    boot_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    leaf TEXT NOT NULL,
    at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (boot_id, seq)
  ) STRICT;
  CREATE INDEX outbox_lane ON outbox (lane, id);
  CREATE INDEX outbox_age ON outbox (lane, at);
  CREATE TABLE boot (boot_id TEXT PRIMARY KEY, last_seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE dropped (only INTEGER PRIMARY KEY CHECK (only = 1), count INTEGER NOT NULL) STRICT;
  INSERT INTO dropped VALUES (1, 0);
`;

/** A row's share of page, index and boot bookkeeping, bytes. */
const rowOverheadBytes = 160;

interface StoredRow {
  id: number;
  boot_id: string;
  seq: number;
  lane: number;
  leaf: string;
  at: number;
  body: string;
}

/** `maxFileBytes`: the last resort that keeps the kiosk's disk usable even when nothing but faults piles up. */
export interface OutboxFileBounds extends OutboxBounds {
  readonly maxFileBytes: number;
}

/** Opens or creates the outbox. @throws OutboxError: corrupt, locked, unwritable, newer-version; nothing is replaced */
export function openSqliteOutbox(file: string, bounds: OutboxFileBounds, clock: Pick<Clock, "monotonic">): Outbox {
  return new SqliteOutbox(openSqliteFile(file, schema, bounds.maxFileBytes), bounds, clock);
}

class SqliteOutbox implements Outbox {
  readonly #sqlite: SqliteFile;
  readonly #bounds: OutboxBounds;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #openedAt: number;
  readonly #firstOwnId: number;
  readonly #statements: ReturnType<typeof prepare>;
  /** acknowledged, but their deletion did not reach the file yet; never handed out again */
  readonly #acknowledged = new Map<string, { bootId: string; seq: number }>();
  #rows: number;
  #bytes: number;
  #routineBytes: number;
  #droppedRoutine: number;

  constructor(sqlite: SqliteFile, bounds: OutboxBounds, clock: Pick<Clock, "monotonic">) {
    this.#sqlite = sqlite;
    this.#bounds = bounds;
    this.#clock = clock;
    this.#openedAt = clock.monotonic();
    this.#statements = prepare(sqlite);
    const { rows, bytes, routine, maxId, dropped } = this.#statements.totals.get() ?? noTotals;
    this.#rows = rows;
    this.#bytes = bytes;
    this.#routineBytes = routine;
    this.#droppedRoutine = dropped;
    this.#firstOwnId = maxId + 1;
  }

  async append(message: {
    bootId: string;
    lane: OutboxLane;
    leaf: "report" | "event";
    at: number;
    body: (seq: number) => string;
  }): Promise<OutboxRow> {
    const { bootId, lane, leaf, at } = message;
    const row = this.#sqlite.write(() => {
      const seq = (this.#statements.lastSeq.get(bootId)?.last_seq ?? 0) + 1;
      const body = message.body(seq);
      this.#statements.insert.run(bootId, seq, laneNumber(lane), leaf, at, sizeOf(body), body);
      this.#statements.setSeq.run(bootId, seq);
      return { bootId, seq, lane, leaf, at, body };
    });
    this.#count(lane, sizeOf(row.body), 1);
    return row;
  }

  async oldest(limit: number, except: ReadonlySet<string>, lane?: OutboxLane): Promise<OutboxRow[]> {
    const select = lane === undefined ? this.#statements.oldest : this.#statements.oldestOfLane[lane];
    // `except` is at most the sender's window, so reading that many more and passing over them is cheap.
    const rows = select.all(limit + except.size + this.#acknowledged.size).map(toRow);
    return rows.filter((r) => !except.has(keyOf(r)) && !this.#acknowledged.has(keyOf(r))).slice(0, limit);
  }

  async acknowledge(bootId: string, seq: number): Promise<void> {
    this.#acknowledged.set(keyOf({ bootId, seq }), { bootId, seq });
    // A deletion that a power cut undoes costs one replay, which the server recognises; no fsync for that.
    const gone = this.#sqlite.writeRelaxed(() =>
      [...this.#acknowledged.values()].flatMap((a) => this.#statements.remove.all(a.bootId, a.seq)),
    );
    this.#acknowledged.clear();
    for (const row of gone) this.#count(laneName(row.lane), -row.bytes, -1);
  }

  async prune(now: number): Promise<{ count: number; fromAt: number; toAt: number } | undefined> {
    const fill = { bytes: this.#bytes, routineBytes: this.#routineBytes };
    const plan = planPrune(fill, this.#bounds, now, this.#clock.monotonic() - this.#openedAt);
    const lastId = plan.ownRowsToo ? Number.MAX_SAFE_INTEGER : this.#firstOwnId - 1;
    const ages = { from: plan.stampedFrom, before: plan.stampedBefore, lastId };
    if (plan.freeBytes === 0 && this.#statements.anyAged.get(ages) === undefined) return undefined;
    const gone = this.#sqlite.write(() => {
      const rows = this.#statements.dropAged.all(ages);
      let freed = rows.reduce((sum, r) => sum + r.bytes, 0);
      while (freed < plan.freeBytes) {
        const row = this.#statements.dropOldest.get();
        if (row === undefined) break;
        rows.push(row);
        freed += row.bytes;
      }
      this.#statements.addDropped.run(rows.length);
      return rows;
    });
    if (gone.length === 0) return undefined;
    this.#droppedRoutine += gone.length;
    this.#count("routine", -gone.reduce((sum, r) => sum + r.bytes, 0), -gone.length);
    const stamps = gone.map((r) => r.at);
    return {
      count: gone.length,
      fromAt: stamps.reduce((a, b) => Math.min(a, b)),
      toAt: stamps.reduce((a, b) => Math.max(a, b)),
    };
  }

  async state(): Promise<OutboxState> {
    const oldestAt = this.#statements.oldest.all(1)[0]?.at;
    return {
      rows: this.#rows,
      bytes: this.#bytes,
      droppedRoutine: this.#droppedRoutine,
      ...(oldestAt === undefined ? {} : { oldestAt }),
    };
  }

  async lastSeq(bootId: string): Promise<number> {
    return this.#statements.lastSeq.get(bootId)?.last_seq ?? 0;
  }

  async close(): Promise<void> {
    this.#sqlite.close();
  }

  #count(lane: OutboxLane, bytes: number, rows: number): void {
    this.#rows += rows;
    this.#bytes += bytes;
    if (lane === "routine") this.#routineBytes += bytes;
  }
}

const noTotals = { rows: 0, bytes: 0, routine: 0, maxId: 0, dropped: 0 };

function prepare({ db }: SqliteFile) {
  const columns = "id, boot_id, seq, lane, leaf, at, body";
  const aged = "lane = 1 AND at >= $from AND at < $before AND id <= $lastId";
  type Ages = { from: number; before: number; lastId: number };
  type Gone = { at: number; bytes: number; lane: number };
  return {
    totals: db.prepare<[], typeof noTotals>(
      `SELECT count(*) AS rows, coalesce(sum(bytes), 0) AS bytes,
         coalesce(sum(CASE lane WHEN 1 THEN bytes END), 0) AS routine, coalesce(max(id), 0) AS maxId,
         (SELECT count FROM dropped) AS dropped FROM outbox`,
    ),
    lastSeq: db.prepare<[string], { last_seq: number }>("SELECT last_seq FROM boot WHERE boot_id = ?"),
    setSeq: db.prepare<[string, number]>("INSERT OR REPLACE INTO boot VALUES (?, ?)"),
    insert: db.prepare<[string, number, number, string, number, number, string]>(
      "INSERT INTO outbox (boot_id, seq, lane, leaf, at, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    oldest: db.prepare<[number], StoredRow>(`SELECT ${columns} FROM outbox ORDER BY id LIMIT ?`),
    oldestOfLane: {
      fault: db.prepare<[number], StoredRow>(`SELECT ${columns} FROM outbox WHERE lane = 0 ORDER BY id LIMIT ?`),
      routine: db.prepare<[number], StoredRow>(`SELECT ${columns} FROM outbox WHERE lane = 1 ORDER BY id LIMIT ?`),
    },
    remove: db.prepare<[string, number], Gone>(
      "DELETE FROM outbox WHERE boot_id = ? AND seq = ? RETURNING at, bytes, lane",
    ),
    anyAged: db.prepare<[Ages], { id: number }>(`SELECT id FROM outbox WHERE ${aged} LIMIT 1`),
    dropAged: db.prepare<[Ages], Gone>(`DELETE FROM outbox WHERE ${aged} RETURNING at, bytes, lane`),
    dropOldest: db.prepare<[], Gone>(
      "DELETE FROM outbox WHERE id = (SELECT id FROM outbox WHERE lane = 1 ORDER BY id LIMIT 1) RETURNING at, bytes, lane",
    ),
    addDropped: db.prepare<[number]>("UPDATE dropped SET count = count + ?"),
  };
}

function toRow(stored: StoredRow): OutboxRow {
  return {
    bootId: stored.boot_id,
    seq: stored.seq,
    lane: laneName(stored.lane),
    leaf: stored.leaf === "event" ? "event" : "report",
    at: stored.at,
    body: stored.body,
  };
}

function keyOf({ bootId, seq }: { bootId: string; seq: number }): string {
  return `${bootId}/${seq}`;
}

function laneNumber(lane: OutboxLane): number {
  return lane === "fault" ? 0 : 1;
}

function laneName(lane: number): OutboxLane {
  return lane === 0 ? "fault" : "routine";
}

function sizeOf(body: string): number {
  return Buffer.byteLength(body) + rowOverheadBytes;
}
