// What is due to be told about an order's clocks is told: an alarm row, and a message for every channel that hears of it,
// in one transaction. The alarm's key in the store makes it once, also when two servers believe they must tell.
import type { ContractTerms } from "@kiosk/contract";
import { suppresses } from "../domain/fault/suppression.ts";
import type { Millis } from "../domain/time.ts";
import { type AlarmPlan, alarmPlan, alarmText, planKey } from "../domain/work-order/alarms.ts";
import { type BoundClock, boundClocks, boundPolicies } from "../domain/work-order/order-clocks.ts";
import { termsFor } from "../domain/work-order/terms.ts";
import { isOrderOpen, type OpenOrder, type WorkOrder } from "../domain/work-order/work-order.ts";
import { putOrder } from "./put-order.ts";
import { tell } from "./timeline.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

/** Tells what has come, plans the next, and remembers the due instants. @returns the order as it then is */
export function tellAlarms(unit: Unit, rules: IngestRules, open: OpenOrder, at: Millis): OpenOrder {
  const { order, events } = open;
  if (!isOrderOpen(order.state)) {
    unit.planOrderWake(order.id, null);
    return open;
  }
  const clocks = boundClocks(boundPolicies(order, events, unit, at, ["governing"]));
  const terms = termsFor(unit.terms(order.contractId), order.reportedAt, at);
  const plans = alarmPlan(order, clocks, terms);
  unit.planOrderWake(order.id, plans.find((p) => p.at > at)?.at ?? null);

  const dues = duesOf(order, clocks);
  const moved = movedDues(order, clocks, at);
  const due = [...moved, ...plans.filter((p) => p.at <= at)].filter((p) => !unit.isTold(order.id, planKey(p)));
  for (const [index, plan] of due.entries()) {
    // of several of one clock that came at once (the server was down) all are recorded, the last one is sent
    const last = due.findLastIndex((p) => p.policy === plan.policy && p.milestone === plan.milestone) === index;
    tellOne(unit, rules, order, plan, last ? terms : null, at);
  }
  // thousands of warnings fall due in one morning: an order whose deadlines stay is not written again for them
  if (dues === order.dues) return open;
  const after: OpenOrder = { order: { ...order, dues }, events };
  putOrder(unit, after);
  return after;
}

function dueKeyOf({ policy, state }: BoundClock): string {
  return `${policy.id}/${state.milestone}`;
}

/** The due instants to remember; the same object when none is new. A paused clock keeps the one it had. */
function duesOf(order: WorkOrder, clocks: readonly BoundClock[]): WorkOrder["dues"] {
  let dues = order.dues;
  for (const clock of clocks) {
    const key = dueKeyOf(clock);
    const { dueAt } = clock.state;
    if (dueAt !== null && dues[key] !== dueAt) dues = { ...dues, [key]: dueAt };
  }
  return dues;
}

/** A pause, an extension, a correction or a new calendar moved a deadline that somebody may have written down. */
function movedDues(order: WorkOrder, clocks: readonly BoundClock[], at: Millis): AlarmPlan[] {
  return clocks.flatMap((clock) => {
    const { policy, state } = clock;
    const before = order.dues[dueKeyOf(clock)];
    const open = state.state === "running" || state.state === "breached";
    if (!open || state.dueAt === null || before === undefined || before === state.dueAt) return [];
    return [
      { policy: policy.id, milestone: state.milestone, level: "due_changed", at, dueAt: state.dueAt, clock } as const,
    ];
  });
}

/** @param terms null: recorded only */
function tellOne(
  unit: Unit,
  rules: IngestRules,
  order: WorkOrder,
  plan: AlarmPlan,
  terms: ContractTerms | null | undefined,
  at: Millis,
): void {
  const kiosk = unit.kiosk(order.kioskId);
  const around = {
    contractZh: unit.contract(order.contractId)?.zh ?? order.contractId,
    kioskSeq: kiosk?.master.seq ?? 0,
    kioskName: kiosk?.master.name ?? order.kioskId,
  };
  const body = alarmText(order, plan, around, at);
  const id = rules.newId();
  unit.markTold(order.id, planKey(plan));
  unit.put("alarm", {
    orderId: order.id,
    policy: plan.policy,
    milestone: plan.milestone,
    level: plan.level,
    dueKey: plan.dueAt,
    id,
    contractId: order.contractId,
    plannedAt: plan.at,
    firedAt: at,
    late: body.late,
    body,
  });
  unit.touchedAlarms = true;
  unit.touchedOrders.add(order.id);
  if (plan.level === "breach" && !plan.clock.state.advisory) {
    tell(unit, rules, order.kioskId, at, {
      kind: "order",
      zh: `工单 ${order.number} ${body.milestoneZh}超期`,
      en: `Work order ${order.number}: ${body.milestoneEn} overdue`,
      at: plan.at,
      deviceId: order.deviceId,
      refId: order.id,
    });
  }
  if (terms === null) return;
  // somebody said that this trouble need not be told for a while; its deadline is recorded all the same
  if (order.causeKey !== null && suppresses(unit.suppression(order.causeKey), at)) return;
  const step = terms?.escalations.find((e) => `escalate-${e.step}` === plan.level);
  for (const { groupId, channelId, notBefore } of rules.notify(body, step?.groups ?? [])) {
    unit.put("notice", {
      id: rules.newId(),
      alarmId: id,
      orderId: order.id,
      groupId,
      channelId,
      state: "waiting",
      tries: 0,
      createdAt: at,
      nextAt: notBefore,
      settledAt: null,
      detail: "",
      alarm: body,
    });
  }
}
