// What people read about one terminal from disk: its messages as they came, and its history page by page.
import type { ErrorCode, KioskId, ReportList, ReportQuery, TimelinePage, TimelineQuery } from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore, ReportMark, TimelineMark } from "../ports.ts";
import type { StoredReport } from "../tables.ts";

export interface KioskHistoryApi {
  /** messages as they came, newest first */
  reports(by: Caller, id: KioskId, query: z.output<typeof ReportQuery>): Promise<Answer<ReportList>>;
  timeline(by: Caller, id: KioskId, query: z.output<typeof TimelineQuery>): Promise<Answer<TimelinePage>>;
}

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
