// What is read about one terminal from disk, over a real SQLite file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KioskId, ReportList, ReportQuery, TimelinePage, TimelineQuery } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverCaller } from "../src/domain/account/caller.ts";
import { hourMs } from "../src/domain/time.ts";
import { KioskHistory } from "../src/fleet/kiosk-history.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import type { Changes, StoredReport, TimelineRow } from "../src/tables.ts";
import { bootA, bootB, contractId, kioskId, master, onlineKiosk, otherKioskId, t0 } from "./sample.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-history-"));
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

let opened = 0;
async function historyOf(changes: Changes): Promise<KioskHistory> {
  opened += 1;
  const store = await openSqliteStore(join(folder, String(opened), "fleet.db"));
  closing.push(() => store.close());
  const contract = { id: contractId, zh: "长宁", en: "Changning", invented: false, startsAt: null, endsAt: null };
  await store.commit({ contract: [contract], kiosk: [master(), master({ id: otherKioskId, seq: 15, macs: [] })] });
  await store.commit({ kioskStatus: [onlineKiosk().status], ...changes });
  const clock = { now: () => t0, monotonic: () => 0, wentBackMs: () => 0 };
  return new KioskHistory({ state: FleetState.from(await store.loadFleet(0), t0), history: store.history, clock });
}

function message(seq: number, receivedAt: number, over: Partial<StoredReport> = {}): StoredReport {
  const { bootId, at, sentAt } = { bootId: bootA, at: receivedAt, sentAt: receivedAt, ...over };
  const body = JSON.stringify({
    v: 1,
    id: "0d9f4c1e-6b7a-4c8d-9e0f-000000000001",
    kioskId,
    bootId,
    seq,
    at,
    sentAt,
    type: "diff",
    devices: [],
  });
  return { kioskId, bootId, seq, leaf: "report", at, sentAt, receivedAt, body, ...over };
}

const value = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
};

describe("stored messages", () => {
  let history: KioskHistory;
  beforeAll(async () => {
    history = await historyOf({
      report: [
        message(1, t0 - 3 * hourMs),
        message(2, t0 - 2 * hourMs),
        // an outbox that emptied: many in one millisecond, over two boots
        message(3, t0 - hourMs),
        message(4, t0 - hourMs),
        message(1, t0 - hourMs, { bootId: bootB }),
        { ...message(1, t0), kioskId: otherKioskId },
      ],
    });
  });
  const page = async (query: object) =>
    ReportList.parse(value(await history.reports(serverCaller, kioskId, ReportQuery.parse(query))));

  test("come newest first, word for word, of this terminal alone", async () => {
    const { reports, next } = await page({});
    expect(reports.map((r) => [r.bootId, r.seq])).toEqual([
      [bootB, 1],
      [bootA, 4],
      [bootA, 3],
      [bootA, 2],
      [bootA, 1],
    ]);
    expect(reports[1]?.body).toBe(message(4, t0 - hourMs).body);
    expect(reports[1]?.bytes).toBe(message(4, t0 - hourMs).body.length);
    expect(next).toBeNull();
  });

  test("are paged without a gap and without one twice, in the middle of one millisecond too", async () => {
    const seen: string[] = [];
    let before: string | undefined;
    for (let pages = 0; pages < 5; pages += 1) {
      const { reports, next } = await page({ limit: 1, before });
      seen.push(...reports.map((r) => `${r.bootId === bootA ? "a" : "b"}${r.seq}`));
      if (next === null) break;
      before = next;
    }
    expect(seen).toEqual(["b1", "a4", "a3", "a2", "a1"]);
  });

  test("of a terminal that does not exist are not found", async () => {
    const nobody = KioskId.parse("cn-999");
    expect(await history.reports(serverCaller, nobody, ReportQuery.parse({}))).toMatchObject({
      ok: false,
      code: "resource.not-found",
    });
  });

  test.each(["x", "1", "1.2", `${t0}.${bootA}.x`, `${t0}.${bootA}.1; drop table report`])(
    "a mark that is none (%s) is refused at the border",
    (before) => {
      expect(ReportQuery.safeParse({ before }).success).toBe(false);
    },
  );
});

test("the timeline is paged through lines of the same instant", async () => {
  const line = (id: string, at: number, recordedAt = at): TimelineRow => ({
    id,
    kioskId,
    at,
    recordedAt,
    kind: "fault",
    zh: "缺纸",
    en: "Paper out",
    deviceId: null,
    refId: null,
  });
  const history = await historyOf({
    timeline: [
      line("e", t0 - 5),
      line("d", t0 - 1, t0 - 1),
      line("c", t0 - 1, t0),
      line("b", t0 - 1, t0),
      line("a", t0),
      { ...line("x", t0), kioskId: otherKioskId },
    ],
  });
  const ids: string[] = [];
  let before: string | null = null;
  do {
    const query: ReturnType<typeof TimelineQuery.parse> = TimelineQuery.parse({
      limit: 2,
      ...(before === null ? {} : { before }),
    });
    const page: TimelinePage = TimelinePage.parse(value(await history.timeline(serverCaller, kioskId, query)));
    ids.push(...page.entries.map((entry) => entry.id));
    before = page.next;
  } while (before !== null);
  expect(ids).toEqual(["a", "c", "b", "d", "e"]);
});
