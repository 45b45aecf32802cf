// What an action does to an order of the fixture server: the event in the log, the state, and the clocks it touches.
import {
  type ActionPreview,
  type ErrorCode,
  type OrderActionRequest,
  type OrderClock,
  OrderDetail,
  orderEventData,
  type Party,
  type OrderActionRequest as Request,
} from "@kiosk/contract";
import type { z } from "zod";
import { dayEnd } from "./fixture-draft.ts";
import { bandOf, eventOf, nextDue } from "./fixture-orders.ts";
import { clockOf } from "./fixture-policies.ts";
import { allowedFor, ruleOf } from "./fixture-rules.ts";

type Parsed = z.output<typeof Request>;
/** who is signed in, and as what they act where they do not say so */
export interface Actor {
  name: string;
  party: Exclude<Party, "system">;
}
type Change = z.infer<typeof ActionPreview>["changes"][number];

const states: Partial<Record<OrderActionRequest["type"], OrderDetail["order"]["state"]>> = {
  acknowledged: "acknowledged",
  diagnosis_submitted: "diagnosed",
  diagnosis_confirmed: "confirmed",
  fixed: "fixed",
  verified: "done",
  tested: "done",
  acceptance_requested: "awaiting_acceptance",
  accepted: "done",
  reopened: "reopened",
  cancelled: "cancelled",
};

/** The refusals of the fleet server, in its order. */
export function refusalOf(
  detail: OrderDetail,
  request: Parsed,
  by: Actor,
  known: ReadonlySet<string>,
): ErrorCode | undefined {
  const party = request.party ?? by.party;
  const last = Math.max(...detail.events.map((e) => e.seq));
  if (request.seenSeq !== undefined && request.seenSeq < last) return "order.stale";
  const allowed = detail.allowed.find((a) => a.type === request.type);
  if (allowed === undefined) return "order.refused";
  if (!allowed.parties.includes(party)) return "order.not-permitted";
  const rule = ruleOf(request.type);
  const own = party !== "client" && request.approvedBy === by.name;
  if (rule.approval === true && (request.approvedBy === undefined || own)) return "order.needs-approval";
  if (rule.evidence === true && request.evidence.length === 0) return "order.needs-evidence";
  if (request.evidence.some((digest) => !known.has(digest))) return "order.evidence-unknown";
  return orderEventData[request.type].safeParse(request.data).success ? undefined : "request.invalid";
}

function clocksAfter(detail: OrderDetail, request: Parsed, now: number): OrderClock[] {
  const { clocks, reportedAt } = detail.order;
  const at = request.at ?? now;
  const open = (c: OrderClock) => c.completedAt === null && c.state !== "cancelled";
  const overdue = (dueAt: number) =>
    dueAt < now ? { state: "breached" as const, breached: true, overdueMs: now - dueAt } : {};
  switch (request.type) {
    case "acknowledged":
      return clocks.map((c) => {
        if (c.milestone !== "first_response" || !open(c)) return c;
        const late = c.dueAt !== null && at > c.dueAt;
        return {
          ...c,
          state: late ? "met_late" : "met",
          completedAt: at,
          lateByMs: late ? at - (c.dueAt ?? at) : null,
        };
      });
    case "classified": {
      const dueAt = dayEnd(reportedAt, 7);
      const added =
        request.data.class === "software"
          ? [clockOf("CN-KIOSK", "fix_software", { startAt: reportedAt, dueAt, ...overdue(dueAt) })]
          : [];
      return [
        ...clocks.map((c) => (c.milestone.startsWith("fix_") && open(c) ? { ...c, state: "cancelled" as const } : c)),
        ...added,
      ];
    }
    case "pause":
      return clocks.map((c) =>
        c.dayClock && c.state === "running" ? { ...c, state: "paused" as const, dueAt: null, remainingDays: 20 } : c,
      );
    case "extension_granted": {
      const days = Number(request.data.days);
      return clocks.map((c) =>
        c.milestone === request.data.milestone && c.dueAt !== null ? { ...c, dueAt: c.dueAt + days * 86_400_000 } : c,
      );
    }
    case "verified":
    case "tested":
    case "accepted":
      return clocks.map((c) => (open(c) ? { ...c, state: "met" as const, completedAt: at } : c));
    case "cancelled":
      return clocks.map((c) => (open(c) ? { ...c, state: "cancelled" as const } : c));
    default:
      return clocks;
  }
}

export function applyAction(detail: OrderDetail, request: Parsed, by: Actor, now: number): OrderDetail {
  const clocks = clocksAfter(detail, request, now);
  const state = states[request.type] ?? detail.order.state;
  const paused =
    request.type === "pause" ? String(request.data.reason) : request.type === "resume" ? null : detail.order.paused;
  const parsedClass = orderEventData.classified.safeParse(request.data);
  const orderClass = request.type === "classified" && parsedClass.success ? parsedClass.data.class : detail.order.class;
  const order = {
    ...detail.order,
    class: orderClass,
    state,
    paused,
    clocks,
    nextDueAt: nextDue(clocks),
    band: bandOf({ state, paused, clocks }, now),
    updatedAt: now,
  };
  const event = eventOf(detail.order.id, detail.events.length + 1, {
    type: request.type,
    at: request.at ?? now,
    recordedAt: now,
    actor: by.name,
    party: request.party ?? by.party,
    text: request.text,
    data: request.data,
    evidence: request.evidence,
    approvedBy: request.approvedBy ?? null,
  });
  return OrderDetail.parse({
    ...detail,
    at: now,
    order,
    events: [...detail.events, event],
    allowed: allowedFor(order),
  });
}

const named = (c: OrderClock) => ({ policy: c.policy, milestone: c.milestone, zh: c.zh, en: c.en });

function changeOf(before: OrderClock | undefined, after: OrderClock): Change[] {
  const dues = { dueBefore: before?.dueAt ?? null, dueAfter: after.dueAt };
  const one = (change: Change["change"]): Change[] => [{ ...named(after), ...dues, change }];
  if (before === undefined) return [...one("starts"), ...(after.state === "breached" ? one("breaches") : [])];
  if (before.state !== after.state && after.state === "cancelled") return one("ends");
  if (before.state !== after.state && after.state === "paused") return one("pauses");
  if (before.state !== after.state && after.completedAt !== null) return one("completes");
  return before.dueAt === after.dueAt ? [] : one("due-moves");
}

export function previewOf(detail: OrderDetail, request: Parsed, by: Actor, now: number): z.infer<typeof ActionPreview> {
  const after = applyAction(detail, request, by, now).order.clocks;
  const before = detail.order.clocks;
  const same = (a: OrderClock) => before.find((b) => b.policy === a.policy && b.milestone === a.milestone);
  return { at: now, before, after, changes: after.flatMap((clock) => changeOf(same(clock), clock)) };
}
