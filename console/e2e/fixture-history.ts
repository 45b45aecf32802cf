// What a terminal's page reads from disk: its timeline and its messages in pages, and how fast its supplies go.
import { ForecastList, KioskInspections, type KioskRow, ReportList, TimelinePage } from "@kiosk/contract";

const h = 3_600_000;
const day = 24 * h;

/** The page of a list whose mark is the place in it. */
function pageOf<T>(all: readonly T[], mark: string | null, limit: number, nextOf: (index: number) => string) {
  const from = mark === null ? 0 : Number(mark.split(".")[1]);
  const page = all.slice(from, from + limit);
  return { page, next: from + limit < all.length ? nextOf(from + limit) : null };
}

export function buildTimeline(kiosk: KioskRow, now: number, query: URLSearchParams) {
  const entry = (id: number, ago: number, kind: string, zh: string, en: string, lateMs = 0) => ({
    id: `t${id}`,
    at: now - ago,
    recordedAt: now - ago + lateMs,
    kind,
    zh,
    en,
    deviceId: null,
    refId: null,
  });
  const recent = [
    entry(1, 3 * h, "order", "工单 WO-20261122-0001 已开", "Order WO-20261122-0001 opened"),
    entry(2, 3 * h + 2_000, "fault", "色带用尽", "Ribbon out"),
    entry(3, 26 * h, "presence", "恢复在线", "Back online"),
    entry(4, 27 * h, "fault", "缺纸", "Paper out", h),
    entry(5, 29 * h, "presence", "离线", "Offline"),
    entry(6, 30 * h, "boot", "代理启动 0.1.0", "Agent 0.1.0 started"),
    entry(7, 12 * day, "consumable", "色带已更换（周师傅登记）", "Ribbon replaced (entered by hand)"),
  ];
  // one terminal with more than a page
  const older = Array.from({ length: kiosk.id === "cn-002" ? 60 : 0 }, (_, i) =>
    entry(100 + i, (13 + i) * day, "fault", "机盖打开", "Cover open"),
  );
  const all = kiosk.presence === "never" ? [] : [...recent, ...older];
  const limit = Number(query.get("limit") ?? 50);
  const { page, next } = pageOf(all, query.get("before"), limit, (index) => `${now}.${index}.t`);
  return TimelinePage.parse({ entries: page, next });
}

export function buildReports(kiosk: KioskRow, now: number, query: URLSearchParams) {
  const bootId = "0191d3a0-7c2b-4d5e-8f10-2a3b4c5d6e7f";
  const all = Array.from({ length: kiosk.presence === "never" ? 0 : 24 }, (_, i) => {
    const receivedAt = now - i * 20 * 60_000;
    const waitedMs = i === 2 ? 2 * h : 300;
    const seq = 240 - i;
    const body = {
      v: 1,
      id: "0d9f4c1e-6b7a-4c8d-9e0f-000000000001",
      kioskId: kiosk.id,
      bootId,
      seq,
      at: receivedAt - waitedMs,
      sentAt: receivedAt,
      type: i === 23 ? "snapshot" : "diff",
      devices: [{ deviceId: "laser", deviceClass: "a4Printer", state: "online", note: "纸盒 <1>" }],
    };
    const text = JSON.stringify(body);
    const bytes = new TextEncoder().encode(text).length;
    return { bootId, seq, leaf: "report", at: body.at, sentAt: body.sentAt, receivedAt, bytes, body: text };
  });
  const limit = Number(query.get("limit") ?? 10);
  const { page, next } = pageOf(all, query.get("before"), limit, (index) => `${now}.${index}.1`);
  return ReportList.parse({ at: now, reports: page, next });
}

export function buildForecasts(kiosk: KioskRow, now: number) {
  const of = (deviceId: string, consumable: string, part: string, over: object) => ({
    ...{ contractId: kiosk.contractId, kioskId: kiosk.id, kioskSeq: kiosk.seq, kioskName: kiosk.name },
    ...{ deviceId, consumable, part, item: consumable, percent: null, value: 60, unit: "percent", level: null },
    ...{ quality: "measured", counted: false, observedAt: now, current: true, method: "none", basisDays: 30 },
    ...{ perDay: null, emptyAt: null, unknownWhy: null, computedAt: now, taskId: null, ...over },
  });
  const known = (days: number, perDay: number, method: string) => ({
    ...{ perDay, method },
    emptyAt: { early: now + (days - 4.5) * day, mid: now + days * day, late: now + (days + 6) * day },
  });
  const supplies = [
    of("laser", "toner", "black", known(62.5, 1, "weekday-profile")),
    of("laser", "toner", "cyan", known(5.5, 5.6, "average")),
    of("laser", "toner", "magenta", { value: "some", unknownWhy: "word" }),
    of("laser", "paper", "tray-1", { unknownWhy: "not-falling" }),
    of("booklet", "ribbon", "", {
      ...{ unit: "characters", value: kiosk.health === "fault" ? 0 : 3_100_000, quality: "counted", counted: true },
      ...known(19.5, 158_333, "weekday-profile"),
    }),
  ];
  const told = kiosk.presence === "never" ? [] : supplies;
  return ForecastList.parse({ at: now, total: told.length, supplies: told, next: null });
}

/** A terminal of a contract for which nobody has entered what is owed. */
export function noInspections(kioskId: string | undefined) {
  return KioskInspections.parse({ at: 0, kioskId, windows: [], latest: [], gaps: [], open: [] });
}
