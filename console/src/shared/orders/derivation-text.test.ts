import type { DerivationStep, OrderClock, OrderEventView } from "@kiosk/contract";
import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { zh } from "../i18n/zh/resource.ts";
import { derivationSentences } from "./derivation-text.ts";

const words = i18next.createInstance();
beforeAll(() => words.init({ lng: "zh-CN", resources: { "zh-CN": { translation: zh } } }));

const hour = 3_600_000;
const reported = Date.parse("2026-11-20T09:30+08:00");
const now = Date.parse("2026-11-22T12:00+08:00");

const clock: OrderClock = {
  policy: "CN-KIOSK",
  policyVersion: 1,
  role: "governing",
  milestone: "first_response",
  zh: "首次响应",
  en: "First response",
  clause: { ref: "C13", text: "故障报告后2小时内首次响应", readingZh: "", readingEn: "" },
  state: "met",
  dayClock: false,
  pausable: false,
  startAt: reported,
  dueAt: reported + 2 * hour,
  dueStatus: "final",
  completedAt: reported + hour,
  lateByMs: null,
  overdueMs: null,
  remainingMs: null,
  remainingDays: null,
  breached: false,
  beyondTerm: false,
};

function entry(part: Partial<OrderEventView>): OrderEventView {
  return {
    id: "ack",
    seq: 2,
    type: "acknowledged",
    at: reported + 3 * hour,
    recordedAt: reported + 3 * hour,
    actor: "李工",
    party: "dispatcher",
    text: "",
    data: {},
    evidence: [],
    approvedBy: null,
    correctedTo: null,
    logSeq: 2,
    hash: "",
    ...part,
  };
}

function told(steps: DerivationStep[], stand: Partial<OrderClock> = {}, events: OrderEventView[] = []): string[] {
  const derivation = { clock: { ...clock, ...stand }, limitZh: "2 小时", limitEn: "2 hours", calendars: [], steps };
  return derivationSentences(derivation, { events, now, t: words.t, lang: "zh" }).map((s) => s.text);
}

const due: DerivationStep = { kind: "due", at: reported + 2 * hour, dueStatus: "final" };
const answered: DerivationStep = { kind: "event", at: reported + hour, eventId: "ack", eventType: "acknowledged" };
const result = "结果：2026年11月20日 11:30 到期，此刻完成仍为按期";

test("a completion says whether it was in time, and the result comes last", () => {
  expect(told([due, answered])).toEqual(["11月20日 10:30 确认接单，本期限按期完成", result]);
  const late = { state: "met_late", lateByMs: 90 * 60_000 } as const;
  expect(told([due, answered], late)[0]).toBe("11月20日 10:30 确认接单，本期限超期 1小时30分钟 完成");
  expect(told([due, { ...answered, eventType: "cancelled" }], { state: "cancelled" })[0]).toBe(
    "11月20日 10:30 取消，本期限到此为止",
  );
});

test("a correction names what it corrected, the time that was entered first, and who approved it", () => {
  const fix: DerivationStep = { kind: "event", at: now, eventId: "fix", eventType: "corrected" };
  const put = (newAt?: number) =>
    entry({ id: "fix", type: "corrected", approvedBy: "王敏", data: { target: "ack", ...(newAt ? { newAt } : {}) } });
  const lines = told([due, answered, fix], {}, [entry({}), put(reported + hour)]);
  expect(lines[1]).toBe("其中“确认接单”的时间经更正，原记 11月20日 12:30，王敏 批准");
  expect(told([fix, due], {}, [entry({}), put()])[0]).toBe("“确认接单”（原记 11月20日 12:30）经更正作废，王敏 批准");
});

test("a pause that nobody ended is told as one that lasts", () => {
  const pause: DerivationStep = { kind: "pause", from: reported, to: null, eventIds: ["p"] };
  const events = [entry({ id: "p", type: "pause", approvedBy: "王敏" })];
  expect(told([pause], {}, events)).toEqual(["11月20日 09:30 起暂停至今，王敏 批准"]);
  expect(told([{ ...pause, to: reported + hour }], {}, events)).toEqual([
    "11月20日 09:30 至 11月20日 10:30 暂停，王敏 批准",
  ]);
});
