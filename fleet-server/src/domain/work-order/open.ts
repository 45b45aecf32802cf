// Opening orders from faults, and telling open orders what became of their fault.
import { faultCodeInfo, type OrderClass, type Severity } from "@kiosk/firmware-profiles";
import { type Fault, faultKey } from "../fault/fault.ts";
import type { FaultTransition } from "../fault/settle.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { hourMs, type Millis } from "../time.ts";
import { next } from "./machine.ts";
import { type OrderRule, orderDueAt, ruleFor } from "./rules.ts";
import type { OpenOrder, OrderEvent, WorkOrder } from "./work-order.ts";
import { isOrderOpen } from "./work-order.ts";

/** Ids and numbers the caller provides, so that the domain needs no randomness and no counter. */
export interface OrderNames {
  newId(): string;
  /** the human number of an order reported at this instant */
  newNumber(at: Millis): string;
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

/** An order's log with one more event, and the record that follows. Undefined when the machine refuses the event. */
export function appendEvent(
  open: OpenOrder,
  event: Omit<OrderEvent, "orderId" | "seq">,
  patch: Partial<Pick<WorkOrder, "faultId">> = {},
): { open: OpenOrder; event: OrderEvent } | undefined {
  const state = next(open.order.state, event.type);
  if (typeof state !== "string") return undefined;
  const full: OrderEvent = { ...event, orderId: open.order.id, seq: open.events.length + 1 };
  const order: WorkOrder = { ...open.order, ...patch, state, updatedAt: event.recordedAt };
  return { open: { order, events: [...open.events, full] }, event: full };
}

export interface NewOrderFacts {
  readonly deviceId: WorkOrder["deviceId"];
  readonly fault: Fault | null;
  readonly class: OrderClass;
  readonly source: WorkOrder["source"];
  readonly severity: Severity;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly actor: string;
  readonly text: string;
  /** effective time of the report */
  readonly reportedAt: Millis;
}

/** A new order with its first event. */
export function openOrder(kiosk: Kiosk, facts: NewOrderFacts, at: Millis, names: OrderNames): OpenOrder {
  const id = names.newId();
  const order: WorkOrder = {
    id,
    number: names.newNumber(at),
    contractId: kiosk.master.contractId,
    kioskId: kiosk.master.id,
    deviceId: facts.deviceId,
    faultId: facts.fault?.id ?? null,
    faultCode: facts.fault?.code ?? null,
    causeKey: facts.fault === null ? null : causeKeyOf(facts.fault),
    class: facts.class,
    source: facts.source,
    severity: facts.severity,
    titleZh: facts.titleZh,
    titleEn: facts.titleEn,
    state: "reported",
    reportedAt: facts.reportedAt,
    updatedAt: at,
  };
  const reported: OrderEvent = {
    id: names.newId(),
    orderId: id,
    seq: 1,
    type: "reported",
    at: facts.reportedAt,
    recordedAt: at,
    actor: facts.actor,
    text: facts.text,
  };
  return { order, events: [reported] };
}

export interface OrderChange {
  readonly open: OpenOrder;
  readonly event: OrderEvent;
  readonly opened: boolean;
}

/** Orders that are due now by the rules, or events for orders that already stand for the same cause. */
export function openDueOrders(kiosk: Kiosk, at: Millis, rules: readonly OrderRule[], names: OrderNames): OrderChange[] {
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
      const event = {
        id: names.newId(),
        type: "fault_returned",
        at,
        recordedAt: at,
        actor: "system",
        text: fault.detail,
      } as const;
      const appended = appendEvent(standing, event, { faultId: fault.id });
      if (appended !== undefined) changes.push({ ...appended, opened: false });
      continue;
    }
    const info = faultCodeInfo(fault.code);
    const subject = fault.part === "" ? "" : ` (${fault.part})`;
    const opened = openOrder(
      kiosk,
      {
        deviceId: fault.deviceId,
        fault,
        class: rule.class,
        source: "rule",
        severity: info.severity,
        titleZh: `${info.zh}${subject}`,
        titleEn: `${info.en}${subject}`,
        actor: "system",
        text: fault.detail,

        reportedAt: at,
      },
      at,
      names,
    );
    const [event] = opened.events;
    if (event !== undefined) changes.push({ open: opened, event, opened: true });
  }
  return changes;
}

/** What an open order's log says when its fault went or came back. The order stays open: a person verifies. */
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
  if (type === "fault_returned" && standing.events.at(-1)?.type !== "fault_cleared") return undefined;
  const appended = appendEvent(standing, { id: names.newId(), type, at, recordedAt: at, actor: "system", text: "" });
  return appended === undefined ? undefined : { ...appended, opened: false };
}
