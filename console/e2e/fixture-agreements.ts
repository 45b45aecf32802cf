// Terms, calendars, channels, spare parts and alarms of the fixture server.
import {
  AlarmList,
  CalendarImport,
  CalendarImported,
  CalendarList,
  type ErrorCode,
  NewTerms,
  NotifyView,
  type OrderDetail,
  PartLedger,
  PartReceipt,
  TermsList,
} from "@kiosk/contract";
import type { z } from "zod";
import { policies } from "./fixture-policies.ts";

const h = 3_600_000;
const day = 24 * h;

export type Terms = z.infer<typeof TermsList>;
export type Ledger = z.infer<typeof PartLedger>;
export type Calendars = z.infer<typeof CalendarList>;

export function buildTerms(contractId: string, now: number): Terms {
  const first = {
    contractId,
    version: 1,
    appliesFrom: Date.parse("2026-09-01T00:00+08:00"),
    recordedAt: now - 80 * day,
    by: "李工",
    approvedBy: "王敏",
    note: "合同签订时录入",
    bindings: [
      { policy: "CN-KIOSK", policyVersion: 1, role: "governing", kinds: ["fault"] },
      { policy: "CN-GEN-SIMPLE", policyVersion: 1, role: "shadow" },
    ],
    escalations: [{ step: 1, afterMinutes: 0, groups: ["值班"] }],
  };
  const second = {
    ...first,
    version: 2,
    appliesFrom: now - 20 * day,
    recordedAt: now - 21 * day,
    note: "十月例会纪要：到场时限单列，7×24 小时读法并列计算",
    bindings: [
      ...first.bindings,
      { policy: "CN-ONSITE", policyVersion: 1, role: "governing" },
      { policy: "CN-KIOSK@exact", policyVersion: 1, role: "reading", kinds: ["fault"] },
    ],
    escalations: [...first.escalations, { step: 2, afterMinutes: 240, groups: ["district", "科长"] }],
  };
  return TermsList.parse({ contractId, versions: contractId === "changning" ? [second, first] : [], policies });
}

type Answered<T> = { ok: true; value: T } | { ok: false; code: ErrorCode };

export function enterTerms(list: Terms, body: unknown, by: string, now: number): Answered<Terms> {
  const { seenVersion, ...terms } = NewTerms.parse(body);
  const latest = list.versions[0]?.version ?? 0;
  if (seenVersion !== latest) return { ok: false, code: "terms.stale" };
  const version = {
    ...terms,
    contractId: list.contractId,
    version: latest + 1,
    appliesFrom: terms.appliesFrom ?? now,
    recordedAt: now,
    by,
  };
  return { ok: true, value: TermsList.parse({ ...list, versions: [version, ...list.versions] }) };
}

const holidays2026 = [
  ["01-01", "01-03"],
  ["02-15", "02-23"],
  ["04-04", "04-06"],
  ["05-01", "05-05"],
  ["06-19", "06-21"],
  ["09-25", "09-27"],
  ["10-01", "10-07"],
] as const;

function daysOf(year: string, spans: readonly (readonly [string, string])[]): string[] {
  return spans.flatMap(([from, to]) => {
    const days: string[] = [];
    for (let at = Date.parse(`${year}-${from}`); at <= Date.parse(`${year}-${to}`); at += day) {
      days.push(new Date(at).toISOString().slice(0, 10));
    }
    return days;
  });
}

export function buildCalendars(now: number): Calendars {
  return CalendarList.parse({
    calendars: [
      {
        id: "CN-2026",
        kind: "official",
        publishedAt: Date.parse("2025-11-04T00:00+08:00"),
        recordedAt: now - 82 * day,
        from: "2026-01-01",
        to: "2026-12-31",
        off: daysOf("2026", holidays2026),
        work: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
        source: "国务院办公厅关于2026年部分节假日安排的通知",
        by: "李工",
      },
    ],
    missing: { year: 2027, since: Date.parse("2026-11-01T00:00+08:00") },
  });
}

/** Reads a notice only so far that good and bad text can be told apart; the real reader is the fleet server's. */
export function importCalendar(known: Calendars, body: unknown, by: string, now: number) {
  const input = CalendarImport.parse(body);
  const year = /(\d{4})\s*年/.exec(input.text)?.[1];
  const problem = (code: string, zh: string, en: string, line: number | null, confirmable: boolean) => ({
    code,
    zh,
    en,
    line,
    date: null,
    confirmable,
  });
  const problems =
    year === undefined
      ? [problem("no-year", "没有找到年份", "No year was found", 1, false)]
      : input.text.includes("星期三上班")
        ? [problem("make-up-on-weekday", "调休上班日不是周末", "A make-up day is no weekend day", 2, false)]
        : input.text.includes("元旦")
          ? []
          : [problem("no-new-year", "通知里没有元旦", "The notice does not speak of New Year", null, true)];
  const calendar =
    year === undefined
      ? null
      : {
          id: `CN-${year}`,
          kind: "official",
          publishedAt: input.publishedAt,
          recordedAt: now,
          from: `${year}-01-01`,
          to: `${year}-12-31`,
          off: daysOf(year, holidays2026),
          work: [],
          source: input.source,
        };
  const good = problems.every((p) => p.confirmable && (input.dryRun || input.confirm.includes(p.code)));
  const stored = !input.dryRun && good && calendar !== null;
  const imported = CalendarImported.parse({
    calendar,
    problems,
    notes: calendar === null ? [] : [{ zh: `+${year}-10-01 放假`, en: `+${year}-10-01 off` }],
    movedOrders: good ? 3 : 0,
    stored,
  });
  const calendars = stored
    ? CalendarList.parse({ calendars: [{ ...calendar, by }, ...known.calendars], missing: null })
    : known;
  return { imported, calendars };
}

export function buildNotify() {
  return NotifyView.parse({
    configured: true,
    channels: [
      { id: "wecom-ops", kind: "wecom-robot", target: "qyapi…/send?key=****3f2a", perMinute: 18 },
      { id: "sms", kind: "aliyun-sms", target: "模板 SMS_****120", perMinute: 60 },
      { id: "mail", kind: "smtp", target: "ops@****.gov.cn", perMinute: null },
    ],
    groups: [
      {
        id: "值班",
        zh: "运维值班",
        en: "Duty",
        channels: [
          { channel: "wecom-ops", fallback: false },
          { channel: "sms", fallback: true },
        ],
        people: ["周师傅 138****2211", "李工 139****0456"],
      },
      {
        id: "科长",
        zh: "区政务办",
        en: "District office",
        channels: [{ channel: "mail", fallback: false }],
        people: [],
      },
    ],
  });
}

export function buildLedger(contractId: string, now: number): Ledger {
  const movement = (id: string, kind: string, at: number, rest: object) => ({
    id,
    contractId,
    part: "热敏打印头",
    serial: null,
    kind,
    quantity: 1,
    orderId: null,
    orderNumber: null,
    at,
    recordedAt: at,
    actor: "李工",
    evidence: [],
    text: "",
    place: null,
    toPlace: null,
    ...rest,
  });
  return PartLedger.parse({
    contractId,
    balances: [
      {
        part: "热敏打印头",
        inStock: 2,
        onOrders: 1,
        installed: 4,
        rejected: 1,
        serialsInStock: ["TPH-88020", "TPH-88021"],
      },
      { part: "主控板", inStock: 0, onOrders: 1, installed: 1, rejected: 0, serialsInStock: [] },
    ],
    movements: [
      movement("m3", "arrived", now - 8 * day, {
        serial: "TPH-88017",
        orderId: "o-part",
        orderNumber: "WO-20261122-0010",
        evidence: ["2".repeat(64)],
      }),
      movement("m2", "rejected", now - 10 * day, { serial: "TPH-88010", text: "到货即坏" }),
      movement("m1", "received", now - 30 * day, { quantity: 3, text: "九月采购批次" }),
    ],
  });
}

export function enterReceipt(ledger: Ledger, body: unknown, by: string, now: number): Ledger {
  const receipt = PartReceipt.parse(body);
  const known = ledger.balances.find((b) => b.part === receipt.part);
  const balance = known ?? {
    part: receipt.part,
    inStock: 0,
    onOrders: 0,
    installed: 0,
    rejected: 0,
    serialsInStock: [],
  };
  const after = {
    ...balance,
    inStock: balance.inStock + receipt.quantity,
    serialsInStock: [...balance.serialsInStock, ...receipt.serials],
  };
  return PartLedger.parse({
    ...ledger,
    balances: [...ledger.balances.filter((b) => b.part !== receipt.part), after],
    movements: [
      {
        id: `m-${ledger.movements.length}`,
        contractId: ledger.contractId,
        part: receipt.part,
        serial: receipt.serials[0] ?? null,
        kind: "received",
        quantity: receipt.quantity,
        orderId: null,
        orderNumber: null,
        at: receipt.at ?? now,
        recordedAt: now,
        actor: by,
        evidence: receipt.evidence,
        text: receipt.text,
        place: null,
        toPlace: null,
      },
      ...ledger.movements,
    ],
  });
}

export function alarmOf(detail: OrderDetail, id: string, level: string, firedAt: number, rest: object = {}) {
  const { order } = detail;
  return {
    id,
    orderId: order.id,
    orderNumber: order.number,
    contractId: order.contractId,
    kioskSeq: order.kioskSeq,
    kioskName: order.kioskName,
    titleZh: order.titleZh,
    titleEn: order.titleEn,
    policy: "CN-KIOSK",
    milestone: "first_response",
    zh: "首次响应",
    en: "First response",
    level,
    dueAt: order.reportedAt + 2 * h,
    plannedAt: firedAt,
    firedAt,
    late: false,
    notices: [],
    ...rest,
  };
}

export function buildAlarms(orders: readonly OrderDetail[], now: number): z.infer<typeof AlarmList>["alarms"] {
  const ribbon = orders.find((o) => o.order.id === "o-ribbon");
  const soft = orders.find((o) => o.order.id === "o-soft");
  if (ribbon === undefined || soft === undefined) return [];
  const notice = (id: string, channel: string, state: string, tries: number, detail: string) => ({
    id,
    group: "值班",
    channel,
    state,
    tries,
    at: state === "waiting" ? null : now - 50 * 60_000,
    detail,
  });
  return AlarmList.shape.alarms.parse([
    alarmOf(ribbon, "a1", "breach", now - h, {
      notices: [
        notice("n1", "wecom-ops", "delivered", 1, "errcode 0"),
        notice("n2", "sms", "failed", 3, "138****2211 isv.BUSINESS_LIMIT_CONTROL"),
      ],
    }),
    alarmOf(ribbon, "a2", "warn80", now - 84 * 60_000),
    alarmOf(soft, "a3", "warn50", now - 2 * h, { late: true, plannedAt: now - 7 * h, dueAt: null }),
  ]);
}
