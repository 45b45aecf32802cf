// Whether a person's action may enter the log now: the machine's table, who they act for, and the order's circumstances.
import type { ErrorCode, OrderAction, PartLine, Party } from "@kiosk/contract";
import { openDisputes } from "../dispute/dispute.ts";
import type { Millis } from "../time.ts";
import type { OrderFacts } from "./facts.ts";
import { eventRules, next } from "./machine.ts";
import { partRefusal, partsComplete } from "./parts.ts";
import type { OrderEvent, OrderEventData, WorkOrder } from "./work-order.ts";

/** A person's action, its data checked by the contract's schema. */
export interface OrderRequest {
  readonly type: OrderAction;
  readonly actor: string;
  readonly party: Party;
  readonly at: Millis;
  readonly text: string;
  readonly data: OrderEventData;
  readonly evidence: readonly string[];
  /** last event the person saw; undefined: they do not say */
  readonly seenSeq: number | undefined;
}

export interface ActionRefusal {
  readonly code: ErrorCode;
  /** names the field, the event or the part */
  readonly detail: string;
}

export interface Circumstances {
  readonly order: WorkOrder;
  /** the log as written */
  readonly events: readonly OrderEvent[];
  readonly facts: OrderFacts;
  /** names of the binding and advisory clocks that are neither finished nor cancelled */
  readonly openClocks: readonly string[];
  /** every clock over the order, as a dispute names it: `policy:milestone` */
  readonly clocks: readonly string[];
  /** firms that work in the contract */
  readonly firms: readonly string[];
  readonly now: Millis;
}

type Guard = (request: OrderRequest, around: Circumstances) => ActionRefusal | undefined;

function refusal(code: ErrorCode, detail: string): ActionRefusal {
  return { code, detail };
}

const stale: Guard = ({ seenSeq }, { events }) => {
  if (seenSeq === undefined) return undefined;
  // what the terminal reports meanwhile changes no one's mind
  const since = events.find((e) => e.seq > seenSeq && e.party !== "system");
  return since === undefined ? undefined : refusal("order.stale", `#${since.seq} ${since.type} ${since.actor}`);
};

const inState: Guard = ({ type, data }, { facts }) => {
  if (typeof next(facts.state, type, facts.class) !== "string") {
    return refusal("order.refused", `${facts.state} (${facts.class}): ${type}`);
  }
  if (type === "reopened" && data.reason === "new_fault" && data.newOrderId === undefined) {
    return refusal("order.refused", "new_fault: a new order must be opened for it");
  }
  return undefined;
};

const permitted: Guard = ({ type, party }) =>
  eventRules[type].parties.includes(party) ? undefined : refusal("order.not-permitted", `${party}: ${type}`);

const withPapers: Guard = ({ type, text, evidence }) => {
  const rule = eventRules[type];
  if (rule.text && text.trim() === "") return refusal("request.invalid", "text: empty");
  if (rule.evidence && evidence.length === 0) return refusal("order.needs-evidence", type);
  return undefined;
};

/** Another person approves; the buyer's own entry is the approval. */
const approved: Guard = ({ type, party, actor, data }, { facts }) => {
  const restarts = type === "part_required" && partsComplete(facts.parts);
  // a part added after the last one came would start the 60 days anew (C16): only with consent
  if (!eventRules[type].approval && !restarts) return undefined;
  if (data.approvedBy === undefined) return refusal("order.needs-approval", "approvedBy");
  if (party !== "client" && data.approvedBy === actor) return refusal("order.needs-approval", `approvedBy: ${actor}`);
  return undefined;
};

const inTime: Guard = ({ type, at, data }, { order, now }) => {
  if (at > now) return refusal("order.time-refused", "at: in the future");
  if (at < order.reportedAt) return refusal("order.time-refused", "at: before the report");
  if (type !== "corrected" || data.newAt === undefined) return undefined;
  return data.newAt > now ? refusal("order.time-refused", "newAt: in the future") : undefined;
};

const circumstances: Guard = ({ type, at, data }, around) => {
  const { events, facts, openClocks } = around;
  switch (type) {
    case "pause":
      if (facts.paused !== null) return refusal("order.refused", `paused: ${facts.paused.ground}`);
      return notBefore(at, facts.resumedAt, "the end of the last pause");
    case "resume":
      if (facts.paused === null) return refusal("order.refused", "not paused");
      return at < facts.paused.since ? refusal("order.time-refused", "at: before the pause") : undefined;
    case "pause_declined":
      return facts.pauseAsked ? undefined : refusal("order.refused", "no pause was asked for");
    case "extension_declined":
      return facts.extensionAsked ? undefined : refusal("order.refused", "no extension was asked for");
    case "extension_requested":
    case "extension_granted":
      return openClocks.includes(data.milestone ?? "")
        ? undefined
        : refusal("order.refused", `${data.milestone ?? ""}: not an open clock of this order`);
    case "arrived":
      return facts.onsiteAsked ? undefined : refusal("order.refused", "nobody was asked to come");
    case "classified":
      if (data.class === facts.class) return refusal("order.refused", `class: ${facts.class} already`);
      return notBefore(at, facts.classifiedAt, "the last classification");
    case "reopened":
      return notBefore(at, facts.doneAt, "the end of the work");
    case "corrected":
      return correctable(data, events, facts);
    case "assigned":
      return assignable(data, around);
    case "date_proposed":
      return (data.at ?? 0) > around.now ? undefined : refusal("order.time-refused", "data.at: not ahead");
    case "disputed":
      return disputable(data, around);
    case "dispute_answered":
      return openDisputes(facts.disputes).some(({ id }) => id === data.dispute)
        ? undefined
        : refusal("order.refused", `dispute: ${data.dispute ?? ""} is not open`);
    default:
      return aboutPart(type, data, facts);
  }
};

function assignable({ organisation }: OrderEventData, { facts, firms }: Circumstances): ActionRefusal | undefined {
  if ((organisation ?? null) === facts.vendorId) {
    return refusal("order.refused", `organisation: ${organisation ?? "nobody"} already`);
  }
  if (organisation === null || organisation === undefined || firms.includes(organisation)) return undefined;
  return refusal("order.vendor-refused", organisation);
}

/** An entry or a clock of this order, once at a time. */
function disputable({ target = "" }: OrderEventData, around: Circumstances): ActionRefusal | undefined {
  const { events, facts, clocks } = around;
  const entry = events.find(({ id }) => id === target);
  const isAnswer = entry?.type === "disputed" || entry?.type === "dispute_answered";
  if (isAnswer || (entry === undefined && !clocks.includes(target))) {
    return refusal("order.refused", `target: ${target} is no entry and no clock of this order`);
  }
  const standing = openDisputes(facts.disputes).some((dispute) => dispute.target === target);
  return standing ? refusal("order.refused", `target: ${target} is disputed already`) : undefined;
}

/** What an event follows must lie before it: the clocks take events by their time, the state by their order. */
function notBefore(at: Millis, former: Millis | null, what: string): ActionRefusal | undefined {
  return former === null || at >= former ? undefined : refusal("order.time-refused", `at: before ${what}`);
}

function lineOf(facts: OrderFacts, part: string): PartLine | undefined {
  return facts.parts.find((line) => line.part === part);
}

function hasMoved(line: PartLine | undefined): boolean {
  return line !== undefined && (line.arrivedAt !== null || line.rejections > 0);
}

function correctable(
  data: OrderEventData,
  events: readonly OrderEvent[],
  facts: OrderFacts,
): ActionRefusal | undefined {
  const target = events.find((e) => e.id === data.target);
  if (target === undefined)
    return refusal("order.refused", `target: ${data.target ?? ""} is not an event of this order`);
  if (data.void === true && target.data.part !== undefined && target.type !== "part_ordered") {
    // the ledger has moved with it
    return refusal("order.part-refused", "target: a movement of parts is put right by another one");
  }
  const moved = (target.data.parts ?? []).find((part) => hasMoved(lineOf(facts, part)));
  if (data.void === true && moved !== undefined)
    return refusal("order.part-refused", `target: ${moved} has come already`);
  if (target.type !== "reported") return undefined;
  // without a report there is no order; a wrong one is cancelled
  return data.void === true ? refusal("order.refused", "target: the report itself; cancel the order") : undefined;
}

function aboutPart(type: OrderAction, data: OrderEventData, facts: OrderFacts): ActionRefusal | undefined {
  if (type === "tested" && facts.class === "hardware_repair" && facts.confirmedAt === null) {
    // C14: the clock of a fault that was called software until it was fixed would never have started
    return refusal("order.refused", "no diagnosis was confirmed");
  }
  const needsParts = type === "tested" || type === "acceptance_requested" || type === "accepted";
  if (needsParts && facts.class === "part_replacement" && !partsComplete(facts.parts)) {
    return refusal("order.part-refused", "not every required part has come");
  }
  // a part is known by its name: a second piece needs a name of its own, a broken one is rejected
  const known = (data.parts ?? []).find((part, n, all) => all.indexOf(part) !== n || lineOf(facts, part) !== undefined);
  if (known !== undefined) return refusal("order.part-refused", `${known}: required already`);
  if (data.part === undefined) return undefined;
  const why = partRefusal(facts.parts, type, data.part);
  return why === undefined ? undefined : refusal("order.part-refused", why);
}

/** In this order: the first that objects is the answer. */
const guards: readonly Guard[] = [stale, inState, permitted, inTime, approved, withPapers, circumstances];

export function refuseAction(request: OrderRequest, around: Circumstances): ActionRefusal | undefined {
  for (const guard of guards) {
    const refused = guard(request, around);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
