import type { AllowedAction, KioskId, OrderDetail, OrderEventView, OrderRow, PlannedAlarm } from "@kiosk/contract";
import { openDisputes } from "../dispute/dispute.ts";
import { isOpen } from "../fault/fault.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import type { IgnoredEvent } from "../sla/evaluation.ts";
import { readLog } from "../sla/log.ts";
import { hourMs, type Millis } from "../time.ts";
import { alarmPlan } from "./alarms.ts";
import { bandOf, nextDueAt } from "./deadline-band.ts";
import { type OrderFacts, orderFacts } from "./facts.ts";
import { eventRules, possibleActions } from "./machine.ts";
import { causeKeyOf } from "./open.ts";
import { boundClocks, boundPolicies, clockView, type Law } from "./order-clocks.ts";
import { partsComplete } from "./parts.ts";
import { pauseViews } from "./pause-views.ts";
import { standingEvents } from "./standing.ts";
import { termsFor } from "./terms.ts";
import type { OpenOrder, OrderEvent, WorkOrder } from "./work-order.ts";
import { isOrderOpen } from "./work-order.ts";

/** What an order's row needs of the fleet around it. */
export interface OrderSurroundings {
  readonly law: Law;
  kiosk(id: KioskId): Kiosk | undefined;
  /** whether a fault is there, as its terminal has it now or as the log has it: the log says the same a year later */
  readonly faultsFrom: "terminal" | "log";
}

function faultOpen({ order, events }: OpenOrder, around: OrderSurroundings, kiosk: Kiosk | undefined): boolean | null {
  if (order.causeKey === null) return null;
  if (around.faultsFrom === "log") {
    const last = events.findLast((e) => e.type === "fault_cleared" || e.type === "fault_returned");
    return last?.type !== "fault_cleared";
  }
  return [...(kiosk?.faults.values() ?? [])].some((f) => isOpen(f) && causeKeyOf(f) === order.causeKey);
}

/** The order as known at `at`: later events do not exist yet. */
export function asKnownAt({ order, events }: OpenOrder, at: Millis): OpenOrder {
  const last = events.at(-1);
  if (last === undefined || last.recordedAt <= at) return { order, events };
  const known = events.filter((e) => e.recordedAt <= at);
  const standing = standingEvents(known, at);
  const { state, class: orderClass, vendorId } = orderFacts(standing);
  const reportedAt = standing.find((e) => e.type === "reported")?.at ?? order.reportedAt;
  const updatedAt = known.at(-1)?.recordedAt ?? order.enteredAt;
  return { order: { ...order, state, class: orderClass, vendorId, reportedAt, updatedAt }, events: known };
}

export function orderRow(open: OpenOrder, around: OrderSurroundings, at: Millis): OrderDetail["order"] {
  const known = asKnownAt(open, at);
  const { order, events } = known;
  const kiosk = around.kiosk(order.kioskId);
  const bound = boundPolicies(order, events, around.law, at, ["governing"]);
  const contract = around.law.contract(order.contractId);
  const clocks = boundClocks(bound).map((clock) => clockView(clock, contract));
  return {
    id: order.id,
    number: order.number,
    contractId: order.contractId,
    kioskId: order.kioskId,
    kioskSeq: kiosk?.master.seq ?? 0,
    kioskName: kiosk?.master.name ?? order.kioskId,
    deviceId: order.deviceId,
    faultId: order.faultId,
    faultCode: order.faultCode,
    class: order.class,
    kind: order.kind,
    level: order.level,
    source: order.source,
    severity: order.severity,
    route: order.route,
    vendorId: order.vendorId,
    ...promises(events, at),
    titleZh: order.titleZh,
    titleEn: order.titleEn,
    state: order.state,
    paused: isOrderOpen(order.state) ? pausedGround(events, at) : null,
    reportedAt: order.reportedAt,
    enteredAt: order.enteredAt,
    updatedAt: order.updatedAt,
    faultOpen: faultOpen(known, around, kiosk),
    clocks,
    nextDueAt: nextDueAt(clocks),
    band: bandOf(clocks, at),
    policyKnown: around.law.terms(order.contractId).some((terms) => terms.recordedAt <= at),
  };
}

/** Few orders have any: the log is folded for those alone. */
function promises(events: readonly OrderEvent[], at: Millis): Pick<OrderRow, "proposedAt" | "openDisputes"> {
  if (!events.some((e) => e.type === "date_proposed" || e.type === "disputed")) {
    return { proposedAt: null, openDisputes: 0 };
  }
  const { proposed, disputes } = orderFacts(standingEvents(events, at));
  return { proposedAt: proposed?.at ?? null, openDisputes: openDisputes(disputes).length };
}

function pausedGround(events: readonly OrderEvent[], at: Millis): string | null {
  if (!events.some((e) => e.type === "pause")) return null;
  return orderFacts(standingEvents(events, at)).paused?.ground ?? null;
}

function eventViews(events: readonly OrderEvent[], at: Millis): OrderEventView[] {
  const { corrections } = readLog(events, at);
  return events.map((event) => {
    const correction = corrections.get(event.id);
    return {
      id: event.id,
      seq: event.seq,
      type: event.type,
      at: event.at,
      recordedAt: event.recordedAt,
      actor: event.actor,
      party: event.party,
      text: event.text,
      data: { ...event.data },
      evidence: [...event.evidence],
      approvedBy: event.data.approvedBy ?? null,
      correctedTo: correction === undefined ? null : { at: correction.at, byEventId: correction.by.id },
      logSeq: event.logSeq,
      hash: event.hash,
    };
  });
}

/** What a person may send now; their role and the papers are checked when it comes (guards.ts). */
function allowedActions(facts: OrderFacts): AllowedAction[] {
  return possibleActions(facts.state, facts.class)
    .filter((type) => makesSense(type, facts))
    .map((type) => {
      const { parties, approval, evidence, text } = eventRules[type];
      return { type, parties: [...parties], needsApproval: approval, needsEvidence: evidence, needsText: text };
    });
}

function makesSense(type: AllowedAction["type"], facts: OrderFacts): boolean {
  switch (type) {
    case "acknowledged":
      return !facts.answered;
    case "pause":
    case "pause_requested":
      return facts.paused === null;
    case "pause_declined":
      return facts.pauseAsked;
    case "resume":
      return facts.paused !== null;
    case "extension_declined":
      return facts.extensionAsked;
    case "arrived":
      return facts.onsiteAsked;
    case "dispute_answered":
      return openDisputes(facts.disputes).length > 0;
    case "part_ordered":
      return facts.parts.some((p) => p.state === "required" || p.state === "rejected");
    case "part_arrived":
    case "part_allocated":
      return facts.parts.some((p) => p.state === "required" || p.state === "ordered" || p.state === "rejected");
    case "part_rejected":
      return facts.parts.some((p) => p.state === "on_hand" || p.state === "installed");
    case "part_installed":
      return facts.parts.some((p) => p.state === "on_hand");
    case "tested":
      if (facts.class === "hardware_repair") return facts.confirmedAt !== null;
      return facts.class !== "part_replacement" || partsComplete(facts.parts);
    default:
      return true;
  }
}

const longPauseMs = 30 * 24 * hourMs;

function attention(order: WorkOrder, facts: OrderFacts, events: readonly OrderEvent[], at: Millis) {
  const found: OrderDetail["attention"] = [];
  // a closed order too: its score waits for the answer
  const [dispute] = openDisputes(facts.disputes);
  if (dispute !== undefined) found.push({ code: "dispute-open", since: dispute.at });
  if (!isOrderOpen(order.state)) return found;
  if (facts.class === "hardware_repair" && facts.confirmedAt === null && at - order.reportedAt > 24 * hourMs) {
    found.push({ code: "diagnosis-unconfirmed", since: order.reportedAt });
  }
  const asked = events.findLast((e) => e.type === "acceptance_requested");
  if (facts.state === "awaiting_acceptance" && asked !== undefined) {
    found.push({ code: "acceptance-waiting", since: asked.at });
  }
  if (facts.paused !== null && at - facts.paused.since > longPauseMs) {
    found.push({ code: "pause-open-long", since: facts.paused.since });
  }
  return found;
}

function planned(open: OpenOrder, law: Law, at: Millis): PlannedAlarm[] {
  const { order, events } = open;
  if (!isOrderOpen(order.state)) return [];
  const clocks = boundClocks(boundPolicies(order, events, law, at, ["governing"]));
  const terms = termsFor(law.terms(order.contractId), order.reportedAt, at);
  return alarmPlan(order, clocks, terms)
    .filter((p) => p.at > at)
    .map(({ policy, milestone, level, at: when, dueAt, clock }) => ({
      policy,
      milestone,
      level,
      at: when,
      dueAt,
      zh: clock.milestone.zh,
      en: clock.milestone.en,
    }));
}

/** A policy says so of each event it has no clock for; another one may have it. */
const notMine: readonly IgnoredEvent["reason"][] = ["extension-of-unknown-milestone", "pause-ground-not-allowed"];

/** What changes no binding clock, each reason once. @param ignored by policy */
function ignoredByAll(ignored: readonly (readonly IgnoredEvent[])[]): IgnoredEvent[] {
  const rows = new Map<string, { row: IgnoredEvent; policies: number }>();
  for (const row of ignored.flat()) {
    const key = `${row.eventId} ${row.reason}`;
    rows.set(key, { row, policies: (rows.get(key)?.policies ?? 0) + 1 });
  }
  return [...rows.values()]
    .filter(({ row, policies }) => policies === ignored.length || !notMine.includes(row.reason))
    .map(({ row }) => row);
}

/** What is read from the store besides the order itself. */
export interface OrderPapers {
  readonly evidence: OrderDetail["evidence"];
  readonly links: OrderDetail["links"];
}

export function orderDetail(given: OpenOrder, around: OrderSurroundings, at: Millis, papers: OrderPapers): OrderDetail {
  const open = asKnownAt(given, at);
  const { order, events } = open;
  const facts = orderFacts(standingEvents(events, at));
  const bound = boundPolicies(order, events, around.law, at);
  const contract = around.law.contract(order.contractId);
  const others = boundClocks(bound.filter((b) => b.binding.role !== "governing"));
  return {
    at,
    order: orderRow(open, around, at),
    events: eventViews(events, at),
    allowed: allowedActions(facts),
    otherClocks: others.map((clock) => clockView(clock, contract)),
    pauses: pauseViews(standingEvents(events, at)),
    parts: [...facts.parts],
    evidence: papers.evidence,
    planned: planned(open, around.law, at),
    ignored: ignoredByAll(bound.filter((b) => b.binding.role === "governing").map((b) => b.evaluation.ignored)),
    disputes: facts.disputes.map((dispute) => ({ ...dispute })),
    attention: attention(order, facts, events, at),
    links: papers.links,
  };
}
