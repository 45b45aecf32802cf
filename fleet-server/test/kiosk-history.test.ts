// What is read about one terminal from disk, over a real SQLite file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConsumableRateList, KioskId, ReportList, ReportQuery, TimelinePage, TimelineQuery } from "@kiosk/contract";
import type { Reading } from "@kiosk/firmware-profiles";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverCaller } from "../src/domain/account/caller.ts";
import type { Consumable } from "../src/domain/consumable/consumable.ts";
import type { Device } from "../src/domain/kiosk/kiosk.ts";
import { dayMs, hourMs } from "../src/domain/time.ts";
import { KioskHistory } from "../src/fleet/kiosk-history.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import type { Changes, StoredReport, TimelineRow } from "../src/tables.ts";
import {
  bootA,
  bootB,
  contractId,
  device,
  deviceReport,
  kioskId,
  master,
  onlineKiosk,
  otherKioskId,
  t0,
} from "./sample.ts";

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

function telling(seq: number, receivedAt: number, level: number, over: Partial<StoredReport> = {}): StoredReport {
  const plain = message(seq, receivedAt, over);
  const reading: Reading = {
    kind: "level",
    consumable: "toner",
    part: "black",
    value: level,
    unit: "percent",
    capacity: 100,
    quality: "measured",
    raw: "",
    at: plain.at,
  };
  return {
    ...plain,
    body: JSON.stringify({ ...JSON.parse(plain.body), devices: [deviceReport({ readings: [reading] })] }),
  };
}

function toner(over: Partial<Consumable> = {}): Consumable {
  return {
    kioskId,
    deviceId: device().deviceId,
    consumable: "toner",
    part: "black",
    value: 40,
    unit: "percent",
    capacity: 100,
    quality: "measured",
    observedAt: t0,
    receivedAt: t0,
    replacedAt: null,
    replacedHow: null,
    ...over,
  };
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

describe("how fast a supply goes", () => {
  const rateOf = async (changes: Changes) => {
    const history = await historyOf(changes);
    const { rates } = ConsumableRateList.parse(value(await history.rates(serverCaller, kioskId)));
    return rates[0]?.rate;
  };

  test("is counted from the first level after the replacement, which older messages do not touch", async () => {
    const replacedAt = t0 - 20 * dayMs;
    const rate = await rateOf({
      consumable: [toner({ replacedAt, replacedHow: "detected" })],
      report: [
        telling(1, t0 - 21 * dayMs, 3),
        message(2, replacedAt),
        telling(3, replacedAt, 100),
        telling(4, t0 - 10 * dayMs, 80),
      ],
    });
    expect(rate).toEqual({
      known: true,
      method: "since-replacement",
      fromAt: replacedAt,
      fromValue: 100,
      toAt: t0,
      toValue: 40,
      unit: "percent",
      perDay: 3,
      emptyAt: Math.round(t0 + (40 / 3) * dayMs),
    });
  });

  test("without a replacement is that of the last four weeks", async () => {
    const rate = await rateOf({
      consumable: [toner()],
      report: [telling(1, t0 - 60 * dayMs, 100), telling(2, t0 - 20 * dayMs, 60), telling(3, t0 - dayMs, 40)],
    });
    expect(rate).toMatchObject({ known: true, method: "since-reading", fromValue: 60, perDay: 1 });
  });

  test("a message that waited in the outbox counts from when it was so, whatever the terminal's clock says", async () => {
    const clockYearsBehind = t0 - 3_000 * dayMs;
    const rate = await rateOf({
      consumable: [toner({ replacedAt: t0 - 20 * dayMs, replacedHow: "entered" })],
      report: [
        // observed a day before the replacement, sent two days later
        telling(1, t0 - 19 * dayMs, 5, { at: clockYearsBehind, sentAt: clockYearsBehind + 2 * dayMs }),
        telling(2, t0 - 19 * dayMs, 100, { at: clockYearsBehind, sentAt: clockYearsBehind + dayMs }),
      ],
    });
    expect(rate).toMatchObject({ known: true, fromValue: 100, fromAt: t0 - 20 * dayMs });
  });

  test("a level that stands was read again with each answer of its device", async () => {
    const answered: Device = device({ answeredAt: t0 });
    const rate = await rateOf({
      device: [answered],
      boot: [{ kioskId, bootId: bootA, firstSeenAt: t0, bornAt: t0, diedAt: null, deathReason: null, seen: [[1, 2]] }],
      consumable: [toner({ observedAt: t0 - 10 * dayMs })],
      report: [telling(1, t0 - 20 * dayMs, 60), telling(2, t0 - 10 * dayMs, 40)],
    });
    expect(rate).toMatchObject({ known: true, toAt: t0, perDay: 1 });
  });

  test("is not told where no level is stored, and where there is none now", async () => {
    expect(await rateOf({ consumable: [toner()] })).toEqual({ known: false, reason: "no-reading" });
    expect(await rateOf({ consumable: [toner({ value: "some" })], report: [telling(1, t0 - dayMs, 50)] })).toEqual({
      known: false,
      reason: "no-level",
    });
  });
});
