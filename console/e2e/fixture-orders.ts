// Work orders of the fixture server: one of each kind of clock, one by hand, one closed.
import { type KioskRow, OrderDetail, type OrderDetail as OrderDetailType } from "@kiosk/contract";

const h = 3_600_000;
const day = 24 * h;

interface Draft {
  id: string;
  kioskId: string;
  class: string;
  zh: string;
  en: string;
  state: string;
  severity?: string;
  source?: string;
  faultCode?: string | null;
  reportedAgo: number;
  clocks: { zh: string; en: string; milestone: string; dueIn: number; state: string; clause: string }[];
  policyKnown?: boolean;
}

const response = { zh: "首次响应", en: "First response", milestone: "response", clause: "§13" };
const repair = { zh: "修复", en: "Repair", milestone: "repair", clause: "§14" };

const drafts: Draft[] = [
  {
    id: "o-ribbon",
    kioskId: "cn-002",
    class: "consumable",
    zh: "医保制册机色带用尽",
    en: "Booklet printer: ribbon out",
    state: "reported",
    severity: "error",
    faultCode: "ribbon.out",
    reportedAgo: 3 * h,
    clocks: [
      { ...response, dueIn: -1 * h, state: "breached" },
      { ...repair, dueIn: 6 * day, state: "running" },
    ],
  },
  {
    id: "o-reader",
    kioskId: "cn-002",
    class: "hardware_repair",
    zh: "身份证阅读器自检失败",
    en: "ID card reader: self-test failed",
    state: "acknowledged",
    severity: "critical",
    faultCode: "device.self-test-failed",
    reportedAgo: 30 * h,
    clocks: [
      { ...response, dueIn: -28 * h, state: "met" },
      { zh: "初步诊断", en: "Diagnosis", milestone: "diagnosis", clause: "§13", dueIn: 40 * 60_000, state: "running" },
    ],
  },
  {
    id: "o-hub",
    kioskId: "cn-011",
    class: "hardware_repair",
    zh: "集线器失联",
    en: "Hub lost",
    state: "reported",
    severity: "critical",
    faultCode: "hub.lost",
    reportedAgo: 20 * 60_000,
    clocks: [{ ...response, dueIn: 100 * 60_000, state: "running" }],
  },
  {
    id: "o-toner",
    kioskId: "cn-007",
    class: "consumable",
    zh: "彩色激光打印机黑色硒鼓余量低",
    en: "Laser printer: black toner low",
    state: "acknowledged",
    severity: "warning",
    faultCode: "toner.low",
    reportedAgo: 2 * day,
    clocks: [],
    policyKnown: false,
  },
  {
    id: "o-hand",
    kioskId: "cn-014",
    class: "software",
    zh: "热线反映首页打不开",
    en: "热线反映首页打不开",
    state: "reported",
    source: "person",
    faultCode: null,
    reportedAgo: 55 * 60_000,
    clocks: [{ ...repair, dueIn: 6 * day + 23 * h, state: "running" }],
  },
  {
    id: "o-done",
    kioskId: "cn-023",
    class: "software",
    zh: "系统服务未运行",
    en: "System service stopped",
    state: "verified",
    faultCode: "service.stopped",
    reportedAgo: 5 * day,
    clocks: [{ ...repair, dueIn: 2 * day, state: "met" }],
  },
];

const allowedIn: Record<string, string[]> = {
  reported: ["acknowledge", "note", "cancel"],
  acknowledged: ["note", "verify", "cancel"],
};

export function allowedFor(state: string): string[] {
  return allowedIn[state] ?? [];
}

export function buildOrders(now: number, kiosks: readonly KioskRow[]): OrderDetailType[] {
  return drafts.map((draft, index) => {
    const kiosk = kiosks.find((k) => k.id === draft.kioskId);
    const reportedAt = now - draft.reportedAgo;
    const clocks = draft.clocks.map(({ dueIn, ...clock }) => ({
      ...clock,
      startAt: reportedAt,
      dueAt: now + dueIn,
      stoppedAt: clock.state === "met" ? reportedAt + h : null,
    }));
    const running = clocks.filter((c) => c.state === "running").map((c) => c.dueAt);
    const event = (seq: number, type: string, at: number, actor: string, text: string) => ({
      id: `${draft.id}-${seq}`,
      seq,
      type,
      at,
      recordedAt: at + (type === "reported" && draft.source === "person" ? 9 * 60_000 : 200),
      actor,
      text,
    });
    const events = [event(1, "reported", reportedAt, draft.source === "person" ? "王敏" : "system", draft.zh)];
    if (draft.state !== "reported") events.push(event(2, "acknowledged", reportedAt + h, "周师傅", "已安排上门"));
    if (draft.state === "verified") events.push(event(3, "verified", reportedAt + 4 * h, "王敏", ""));
    return OrderDetail.parse({
      at: now,
      order: {
        id: draft.id,
        number: `WO-20261122-${String(index + 1).padStart(4, "0")}`,
        contractId: kiosk?.contractId,
        kioskId: draft.kioskId,
        kioskSeq: kiosk?.seq,
        kioskName: kiosk?.name,
        deviceId: draft.faultCode === null ? null : "booklet",
        faultId: draft.faultCode === null ? null : `f-${draft.id}`,
        faultCode: draft.faultCode ?? null,
        class: draft.class,
        source: draft.source ?? "rule",
        severity: draft.severity ?? "warning",
        titleZh: draft.zh,
        titleEn: draft.en,
        state: draft.state,
        reportedAt,
        updatedAt: reportedAt,
        faultOpen: draft.faultCode === null ? null : draft.state !== "verified",
        clocks,
        nextDueAt: running.length === 0 ? null : Math.min(...running),
        policyKnown: draft.policyKnown ?? true,
      },
      events,
      allowed: allowedFor(draft.state),
    });
  });
}
