import type { KioskId, OrderDetail, OrderEventView, OrderRow } from "@kiosk/contract";
import { isOpen } from "../fault/fault.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { nextDueAt, responseClocks, responsePolicies } from "../sla/response-clocks.ts";
import type { Millis } from "../time.ts";
import { allowedActions } from "./machine.ts";
import { causeKeyOf } from "./open.ts";
import type { OpenOrder, OrderEvent, WorkOrder } from "./work-order.ts";

/** What an order's row needs of the fleet around it. */
export interface OrderSurroundings {
  kiosk(id: KioskId): Kiosk | undefined;
  policyOf(order: WorkOrder): string | null;
}

function faultOpen(order: WorkOrder, kiosk: Kiosk | undefined): boolean | null {
  if (order.causeKey === null) return null;
  return [...(kiosk?.faults.values() ?? [])].some((f) => isOpen(f) && causeKeyOf(f) === order.causeKey);
}

export function orderRow({ order, events }: OpenOrder, around: OrderSurroundings, at: Millis): OrderRow {
  const kiosk = around.kiosk(order.kioskId);
  const policyId = around.policyOf(order);
  const clocks = responseClocks(policyId, events, at);
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
    source: order.source,
    severity: order.severity,
    titleZh: order.titleZh,
    titleEn: order.titleEn,
    state: order.state,
    reportedAt: order.reportedAt,
    updatedAt: order.updatedAt,
    faultOpen: faultOpen(order, kiosk),
    clocks,
    nextDueAt: nextDueAt(clocks),
    policyKnown: policyId !== null && responsePolicies[policyId] !== undefined,
  };
}

function eventView(event: OrderEvent): OrderEventView {
  const { id, seq, type, at, recordedAt, actor, text } = event;
  return { id, seq, type, at, recordedAt, actor, text };
}

export function orderDetail(open: OpenOrder, around: OrderSurroundings, at: Millis): OrderDetail {
  return {
    at,
    order: orderRow(open, around, at),
    events: open.events.map(eventView),
    allowed: allowedActions(open.order.state),
  };
}
