// Opening orders from faults, and telling open orders what became of their fault.
import type { OrganisationId, Party, RequestKind } from "@kiosk/contract";
import {
  deviceClassNames,
  type FaultCode,
  faultCodeInfo,
  type OrderClass,
  type Severity,
} from "@kiosk/firmware-profiles";
import { type Fault, faultKey, routeOf } from "../fault/fault.ts";
import type { FaultTransition } from "../fault/settle.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { hourMs, type Millis } from "../time.ts";
import { type OrderRule, orderDueAt, ruleFor } from "./rules.ts";
import { isOrderOpen, type OpenOrder, type UnloggedEvent, type WorkOrder } from "./work-order.ts";

/** Ids and numbers the caller provides, so that the domain needs no randomness and no counter. */
export interface OrderNames {
  newId(): string;
  /** the human number of an order reported at this instant */
  newNumber(at: Millis): string;
}

/** One event of an order: its record as it then is, and the line for the log. */
export interface OrderChange {
  /** undefined: the order is new */
  readonly before: OpenOrder | undefined;
  readonly order: WorkOrder;
  readonly event: UnloggedEvent;
}

/** China has had one zone without summer time since 1992; the order number carries the Shanghai date. */
export function shanghaiDate(at: Millis): string {
  return new Date(at + 8 * hourMs).toISOString().slice(0, 10).replaceAll("-", "");
}

export function causeKeyOf(fault: Fault): string {
  return `${fault.kioskId}|${faultKey(fault)}`;
}

function openOrderFor(kiosk: Kiosk, causeKey: string): OpenOrder | undefined {
  for (const open of kiosk.orders.values()) if (open.order.causeKey === causeKey) return open;
  return undefined;
}

export interface NewOrderFacts {
  readonly deviceId: WorkOrder["deviceId"];
  readonly fault: Fault | null;
  readonly class: OrderClass;
  readonly kind: RequestKind;
  readonly level: number | null;
  readonly source: WorkOrder["source"];
  readonly severity: Severity;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly actor: string;
  readonly party: Party;
  readonly text: string;
  /** effective time of the report */
  readonly reportedAt: Millis;
  readonly reopens: string | null;
}

/** A new order with its first event. `at` is the time of entry. */
export function openOrder(kiosk: Kiosk, facts: NewOrderFacts, at: Millis, names: OrderNames): OrderChange {
  const id = names.newId();
  const { fault, actor, party, text, ...record } = facts;
  const order: WorkOrder = {
    ...record,
    id,
    number: names.newNumber(at),
    contractId: kiosk.master.contractId,
    kioskId: kiosk.master.id,
    faultId: fault?.id ?? null,
    faultCode: fault?.code ?? null,
    causeKey: fault === null ? null : causeKeyOf(fault),
    route: fault === null ? null : routeOf(fault),
    vendorId: null,
    state: "reported",
    enteredAt: at,
    updatedAt: at,
    dues: {},
  };
  const level = facts.level === null ? {} : { level: facts.level };
  const event: UnloggedEvent = {
    id: names.newId(),
    orderId: id,
    seq: 1,
    type: "reported",
    at: facts.reportedAt,
    recordedAt: at,
    actor,
    party,
    text,
    data: { class: facts.class, kind: facts.kind, ...level },
    evidence: [],
  };
  return { before: undefined, order, event };
}

/** What the terminal itself says of the fault behind an open order. The order stays open: a person verifies. */
function faultEvent(
  open: OpenOrder,
  type: "fault_cleared" | "fault_returned",
  at: Millis,
  text: string,
  names: OrderNames,
  patch: Partial<Pick<WorkOrder, "faultId">> = {},
): OrderChange {
  return {
    before: open,
    order: { ...open.order, ...patch, updatedAt: at },
    event: {
      id: names.newId(),
      orderId: open.order.id,
      seq: open.events.length + 1,
      type,
      at,
      recordedAt: at,
      actor: "system",
      party: "system",
      text,
      data: {},
      evidence: [],
    },
  };
}

/** Orders that are due now by the rules, or events for orders that already stand for the same cause. */
export function openDueOrders(
  kiosk: Kiosk,
  at: Millis,
  rules: readonly OrderRule[],
  names: OrderNames,
  severity: (code: FaultCode) => Severity = (code) => faultCodeInfo(code).severity,
): OrderChange[] {
  // nobody can confirm a fault while its kiosk is away; the order waits for the next sign of it
  if (kiosk.status.presence !== "online") return [];
  const changes: OrderChange[] = [];
  for (const fault of kiosk.faults.values()) {
    const dueAt = orderDueAt(rules, fault);
    const rule = ruleFor(rules, fault.code);
    if (dueAt === null || rule === undefined || at < dueAt) continue;
    const standing = openOrderFor(kiosk, causeKeyOf(fault));
    if (standing !== undefined) {
      if (standing.order.faultId === fault.id) continue;
      changes.push(faultEvent(standing, "fault_returned", at, fault.detail, names, { faultId: fault.id }));
      continue;
    }
    const info = faultCodeInfo(fault.code);
    const device = fault.deviceId === null ? undefined : kiosk.devices.get(fault.deviceId);
    // two devices of a terminal may fail alike, and a notice has the title alone
    const owner = device && deviceClassNames[device.deviceClass];
    const subject = fault.part === "" ? "" : ` (${fault.part})`;
    const facts = {
      deviceId: fault.deviceId,
      fault,
      class: rule.class,
      kind: "fault",
      level: null,
      source: "rule",
      severity: severity(fault.code),
      titleZh: `${owner === undefined ? "" : `${owner.zh}：`}${info.zh}${subject}`,
      titleEn: `${owner === undefined ? "" : `${owner.en}: `}${info.en}${subject}`,
      actor: "system",
      party: "system",
      text: fault.detail,
      reportedAt: at,
      reopens: null,
    } as const;
    changes.push(openOrder(kiosk, facts, at, names));
  }
  return changes;
}

/** A rule gives an order to the firm that answers for the device (domain/organisation). */
export function assignAtOnce(
  open: OpenOrder,
  organisation: OrganisationId,
  at: Millis,
  names: OrderNames,
): OrderChange {
  return {
    before: open,
    order: { ...open.order, vendorId: organisation, updatedAt: at },
    event: {
      id: names.newId(),
      orderId: open.order.id,
      seq: open.events.length + 1,
      type: "assigned",
      at,
      recordedAt: at,
      actor: "system",
      party: "system",
      text: "",
      data: { organisation },
      evidence: [],
    },
  };
}

/** What an open order's log says when its fault went or came back. */
export function followFault(
  kiosk: Kiosk,
  fault: Fault,
  transition: FaultTransition,
  at: Millis,
  names: OrderNames,
): OrderChange | undefined {
  if (transition !== "cleared" && transition !== "returned") return undefined;
  const standing = openOrderFor(kiosk, causeKeyOf(fault));
  if (standing === undefined || !isOrderOpen(standing.order.state)) return undefined;
  const type = transition === "cleared" ? "fault_cleared" : "fault_returned";
  // a flapping fault would fill the log; its clearing is told, its returns are counted in the fault
  const last = standing.events.findLast((e) => e.type === "fault_cleared" || e.type === "fault_returned");
  if (type === "fault_returned" && last?.type !== "fault_cleared") return undefined;
  return faultEvent(standing, type, at, "", names);
}
