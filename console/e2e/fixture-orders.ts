// Work orders of the fixture server, built from their drafts and checked by the contract's schema.
import { createHash } from "node:crypto";
import { type DeadlineBand, type KioskRow, type OrderClock, OrderDetail, type OrderEventView } from "@kiosk/contract";
import { type Draft, day, dayEnd, diagnosis, type Event, h, met, response } from "./fixture-draft.ts";
import { drafts } from "./fixture-order-drafts.ts";
import { clockOf } from "./fixture-policies.ts";
import { allowedFor, isOpen } from "./fixture-rules.ts";

export function bandOf(order: Pick<OrderDetail["order"], "state" | "paused" | "clocks">, now: number): DeadlineBand {
  if (!isOpen(order.state)) return "none";
  const due = nextDue(order.clocks);
  if (order.clocks.some((c) => c.role === "governing" && c.state === "breached")) return "overdue";
  if (order.paused !== null) return "paused";
  if (due === null) return "none";
  return due - now < day ? "24h" : due - now < 3 * day ? "3d" : "later";
}

export function nextDue(clocks: readonly OrderClock[]): number | null {
  const running = clocks
    .filter((c) => c.role === "governing" && (c.state === "running" || c.state === "breached"))
    .flatMap((c) => (c.dueAt === null ? [] : [c.dueAt]));
  return running.length === 0 ? null : Math.min(...running);
}

export function eventOf(id: string, seq: number, event: Event): OrderEventView {
  return {
    id: `${id}-${seq}`,
    seq,
    recordedAt: event.at + 200,
    actor: "李工",
    party: "dispatcher",
    text: "",
    data: {},
    evidence: [],
    approvedBy: null,
    correctedTo: null,
    logSeq: 1000 + seq,
    hash: createHash("sm3").update(`${id}-${seq}`).digest("hex"),
    ...event,
  };
}

function build(draft: Draft, index: number, now: number, kiosks: readonly KioskRow[]): OrderDetail {
  const kiosk = kiosks.find((k) => k.id === draft.kioskId);
  const { reportedAt } = draft;
  const byHand = draft.order?.source === "person";
  const reported: Event = {
    type: "reported",
    at: reportedAt,
    recordedAt: draft.order?.enteredAt ?? reportedAt + 200,
    actor: byHand ? "王敏" : "system",
    party: byHand ? "client" : "system",
    text: draft.zh,
    data: { class: draft.class, kind: "fault" },
  };
  const clocks = draft.clocks ?? [];
  const state = draft.state;
  const paused = draft.order?.paused ?? null;
  return OrderDetail.parse({
    at: now,
    order: {
      id: draft.id,
      number: `WO-20261122-${String(index + 1).padStart(4, "0")}`,
      contractId: kiosk?.contractId,
      kioskId: draft.kioskId,
      kioskSeq: kiosk?.seq,
      kioskName: kiosk?.name,
      deviceId: null,
      faultId: null,
      faultCode: null,
      class: draft.class,
      kind: "fault",
      level: null,
      source: "rule",
      severity: "warning",
      titleZh: draft.zh,
      titleEn: draft.en,
      route: draft.order?.faultCode === undefined || draft.order.faultCode === null ? null : "vendor",
      vendorId: null,
      proposedAt: null,
      openDisputes: 0,
      state,
      paused,
      reportedAt,
      enteredAt: reportedAt,
      updatedAt: reportedAt,
      faultOpen: null,
      clocks,
      nextDueAt: nextDue(clocks),
      band: bandOf({ state, paused, clocks }, now),
      policyKnown: true,
      ...draft.order,
    },
    events: [reported, ...(draft.events ?? [])].map((event, i) => eventOf(draft.id, i + 1, event)),
    allowed: allowedFor({ state, paused }),
    otherClocks: draft.other ?? [],
    pauses: [],
    parts: [],
    evidence: [],
    planned: clocks
      .filter((c) => c.state === "running" && c.dueAt !== null)
      .map((c) => ({
        policy: c.policy,
        milestone: c.milestone,
        zh: c.zh,
        en: c.en,
        level: "breach",
        at: c.dueAt,
        dueAt: c.dueAt,
      })),
    ignored: [],
    disputes: [],
    attention: [],
    links: [],
    ...draft.rest,
  });
}

export function buildOrders(now: number, kiosks: readonly KioskRow[]): OrderDetail[] {
  return drafts(now).map((draft, index) => build(draft, index, now, kiosks));
}

/** Many open orders, spread over the bands, for what a full board costs. */
export function buildMany(count: number, now: number, kiosks: readonly KioskRow[]): OrderDetail[] {
  return Array.from({ length: count }, (_, i) => {
    const reportedAt = now - (i % 400) * h;
    const dueAt = dayEnd(now, (i % 20) - 4);
    const late = dueAt < now;
    const draft: Draft = {
      id: `o-many-${i}`,
      kioskId: kiosks[i % 46]?.id ?? "cn-001",
      class: "software",
      zh: `批量工单 ${i}`,
      en: `Order ${i}`,
      state: "acknowledged",
      reportedAt,
      clocks: [
        response(reportedAt, met(reportedAt + h)),
        diagnosis(reportedAt, met(reportedAt + 3 * h)),
        clockOf("CN-KIOSK", "fix_software", {
          startAt: reportedAt,
          dueAt,
          ...(late ? { state: "breached", breached: true, overdueMs: now - dueAt } : {}),
        }),
      ],
    };
    return build(draft, 100 + i, now, kiosks);
  });
}
