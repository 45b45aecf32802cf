// One order, boiled down to what reports count: a page of logs is read, boiled down and let go, so that ten thousand terminals
// take no more memory than their rows.
import type { DeviceId, KioskId, OrderState, PolicyBinding, RequestKind } from "@kiosk/contract";
import type { FaultCode, OrderClass } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";
import { orderFacts } from "../work-order/facts.ts";
import { type BoundClock, boundClocks, boundPolicies, type Law } from "../work-order/order-clocks.ts";
import { standingEvents } from "../work-order/standing.ts";
import { termsFor } from "../work-order/terms.ts";
import type { OpenOrder, OrderEvent } from "../work-order/work-order.ts";

export type Verdict = "met" | "met_late" | "breached" | "running";

/** A clock that fell due in the span. */
export interface DigestClock {
  readonly policy: string;
  readonly version: number;
  readonly milestone: string;
  readonly zh: string;
  readonly en: string;
  readonly clause: string;
  readonly role: PolicyBinding["role"] | "advisory";
  readonly verdict: Verdict;
  readonly dueAt: Millis;
  readonly lateMs: number;
}

export interface OrderDigest {
  readonly id: string;
  readonly number: string;
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId | null;
  readonly faultCode: FaultCode | null;
  readonly class: OrderClass;
  readonly kind: RequestKind;
  readonly titleZh: string;
  readonly reportedAt: Millis;
  readonly state: OrderState;
  readonly doneAt: Millis | null;
  /** the service was there again: the fault cleared by itself, or somebody fixed and nobody took it back */
  readonly restoredAt: Millis | null;
  /** done without a visit and without a part */
  readonly remote: boolean;
  /** opened by mistake, twice, or withdrawn */
  readonly cancelled: boolean;
  /** last words of who worked on it */
  readonly remedy: string;
  readonly clocks: readonly DigestClock[];
  readonly policies: readonly { readonly id: string; readonly version: number; readonly zh: string }[];
  readonly termsVersion: number | null;
}

const restoring = ["fault_cleared", "fixed", "resolved", "verified", "tested"];
const undoing = ["fault_returned", "reopened", "acceptance_declined"];
const bringing = ["arrived", "part_required", "part_installed"];

function restoredAt(events: readonly OrderEvent[]): Millis | null {
  let at: Millis | null = null;
  for (const event of events) {
    if (undoing.includes(event.type)) at = null;
    else if (restoring.includes(event.type)) at ??= event.at;
  }
  return at;
}

function verdictOf({ state, breached }: BoundClock["state"]): Verdict | null {
  switch (state) {
    case "met":
    case "met_late":
    case "breached":
    case "running":
      return state;
    case "cancelled":
      return breached ? "breached" : null;
    case "paused":
    case "not_started":
      return null;
  }
}

function clockOf({ binding, policy, milestone, state }: BoundClock, from: Millis, to: Millis): DigestClock[] {
  const verdict = verdictOf(state);
  const { dueAt } = state;
  if (verdict === null || dueAt === null || dueAt < from || dueAt >= to) return [];
  return [
    {
      ...{ policy: policy.id, version: policy.version, milestone: state.milestone, verdict, dueAt },
      ...{ zh: milestone.zh, en: milestone.en, clause: milestone.clause.ref },
      role: binding.role === "governing" && state.advisory ? "advisory" : binding.role,
      lateMs: state.overdueMs ?? state.lateByMs ?? 0,
    },
  ];
}

/** @param asOf what was known then; undefined: the order was not known yet */
export function digestOrder(
  { order, events }: OpenOrder,
  law: Law,
  [from, to]: readonly [Millis, Millis],
  asOf: Millis,
): OrderDigest | undefined {
  const standing = standingEvents(events, asOf);
  const reported = standing.find(({ type }) => type === "reported");
  if (reported === undefined) return undefined;
  const facts = orderFacts(standing);
  const known = { ...order, class: facts.class, reportedAt: reported.at };
  const bound = boundPolicies(known, events, law, asOf);
  const worded = standing.findLast(({ text, type }) => text !== "" && type !== "reported" && type !== "note");
  return {
    ...{ id: order.id, number: order.number, kioskId: order.kioskId, deviceId: order.deviceId },
    ...{ faultCode: order.faultCode, kind: order.kind, titleZh: order.titleZh, class: facts.class },
    ...{ reportedAt: reported.at, state: facts.state, doneAt: facts.doneAt },
    restoredAt: restoredAt(standing),
    remote: !standing.some(({ type }) => bringing.includes(type)),
    cancelled: facts.state === "cancelled",
    remedy: worded?.text ?? "",
    clocks: boundClocks(bound).flatMap((clock) => clockOf(clock, from, to)),
    policies: [...new Set(bound.map(({ policy }) => policy))].map(({ id, version, zh }) => ({ id, version, zh })),
    termsVersion: termsFor(law.terms(order.contractId), reported.at, asOf)?.version ?? null,
  };
}
