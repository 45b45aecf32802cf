// What people read about one terminal from disk: its messages as they came, its history page by page, and how fast its
// supplies went between two levels that it told.
import {
  type ConsumableRate,
  type ConsumableRateList,
  type ErrorCode,
  type KioskId,
  KioskReport,
  type ReportList,
  type ReportQuery,
  type TimelinePage,
  type TimelineQuery,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { type Consumable, consumableKey } from "../domain/consumable/consumable.ts";
import { type LevelPoint, rateBetween } from "../domain/consumable/rate.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore, ReportMark, TimelineMark } from "../ports.ts";
import type { StoredReport } from "../tables.ts";

export interface KioskHistoryApi {
  /** messages as they came, newest first */
  reports(by: Caller, id: KioskId, query: z.output<typeof ReportQuery>): Promise<Answer<ReportList>>;
  timeline(by: Caller, id: KioskId, query: z.output<typeof TimelineQuery>): Promise<Answer<TimelinePage>>;
  /** average use of each supply since its replacement, or over the last weeks */
  rates(by: Caller, id: KioskId): Promise<Answer<ConsumableRateList>>;
}

/** The use of the last weeks, where no replacement is known to begin with. */
const windowMs = 28 * dayMs;
/** How many messages after its beginning are looked through for the first level of a supply. */
const lookThrough = 12;

export class KioskHistory implements KioskHistoryApi {
  readonly #state: FleetState;
  readonly #history: HistoryStore;
  readonly #clock: Clock;

  constructor(parts: { state: FleetState; history: HistoryStore; clock: Clock }) {
    this.#state = parts.state;
    this.#history = parts.history;
    this.#clock = parts.clock;
  }

  async reports(_by: Caller, id: KioskId, query: z.output<typeof ReportQuery>): Promise<Answer<ReportList>> {
    if (this.#state.kiosk(id) === undefined) return missing(id);
    const before = query.before === undefined ? undefined : reportMark(query.before);
    const rows = await this.#history.reports(id, query.limit + 1, before);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      ok: true,
      value: {
        at: this.#clock.now(),
        reports: page.map(reportView),
        next: last === undefined || rows.length <= page.length ? null : reportCursor(last),
      },
    };
  }

  async timeline(_by: Caller, id: KioskId, query: z.output<typeof TimelineQuery>): Promise<Answer<TimelinePage>> {
    if (this.#state.kiosk(id) === undefined) return missing(id);
    const before = query.before === undefined ? undefined : timelineMark(query.before);
    const rows = await this.#history.timeline(id, query.limit + 1, before);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      ok: true,
      value: {
        entries: page.map(({ kioskId: _, ...entry }) => entry),
        next: last === undefined || rows.length <= page.length ? null : `${last.at}.${last.recordedAt}.${last.id}`,
      },
    };
  }

  async rates(_by: Caller, id: KioskId): Promise<Answer<ConsumableRateList>> {
    const kiosk = this.#state.kiosk(id);
    if (kiosk === undefined) return missing(id);
    const at = this.#clock.now();
    const firstOf = new Map<Millis, ReadonlyMap<string, LevelPoint>>();
    const rates: ConsumableRate[] = [];
    for (const supply of kiosk.consumables.values()) {
      const since = supply.replacedAt ?? at - windowMs;
      let first = firstOf.get(since);
      if (first === undefined) {
        first = firstLevels(await this.#history.reportsSince(id, since, lookThrough), since);
        firstOf.set(since, first);
      }
      rates.push(rateOf(supply, first.get(consumableKey(supply)), kiosk.devices.get(supply.deviceId)?.answeredAt));
    }
    return { ok: true, value: { at, rates } };
  }
}

function rateOf(
  supply: Consumable,
  from: LevelPoint | undefined,
  answeredAt: Millis | null | undefined,
): ConsumableRate {
  const { deviceId, consumable, part, value, unit } = supply;
  // a level that stands was read again with each answer, though not sent again
  const to = { at: Math.max(supply.observedAt, answeredAt ?? 0), value, unit };
  const method = supply.replacedAt === null ? "since-reading" : "since-replacement";
  return { deviceId, consumable, part, rate: rateBetween(method, from, to) };
}

/** By consumable key: the first level that was observed at `since` or later. */
function firstLevels(reports: readonly StoredReport[], since: Millis): ReadonlyMap<string, LevelPoint> {
  const levels = new Map<string, LevelPoint>();
  for (const { body, at, sentAt, receivedAt } of reports) {
    // the terminal's clock may be years off: only its differences count
    const observedAt = receivedAt - Math.max(0, sentAt - at);
    if (observedAt < since) continue;
    const parsed = KioskReport.safeParse(JSON.parse(body));
    // events are kept in the same table
    if (!parsed.success) continue;
    for (const { deviceId, readings } of parsed.data.devices) {
      for (const reading of readings) {
        if (reading.kind !== "level") continue;
        const key = consumableKey({ deviceId, consumable: reading.consumable, part: reading.part });
        if (!levels.has(key)) levels.set(key, { at: observedAt, value: reading.value, unit: reading.unit });
      }
    }
  }
  return levels;
}

function reportView(row: StoredReport): ReportList["reports"][number] {
  const { bootId, seq, leaf, at, sentAt, receivedAt, body } = row;
  return { bootId, seq, leaf, at, sentAt, receivedAt, bytes: new TextEncoder().encode(body).length, body };
}

function reportCursor({ receivedAt, bootId, seq }: StoredReport): string {
  return `${receivedAt}.${bootId}.${seq}`;
}

function reportMark(cursor: string): ReportMark {
  const [receivedAt = "", bootId = "", seq = ""] = cursor.split(".");
  return { receivedAt: Number(receivedAt), bootId, seq: Number(seq) };
}

function timelineMark(cursor: string): TimelineMark {
  const [at = "", recordedAt = "", id = ""] = cursor.split(".");
  return { at: Number(at), recordedAt: Number(recordedAt), id };
}

function missing(what: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
