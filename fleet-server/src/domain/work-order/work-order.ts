import type { ContractId, DeviceId, KioskId, OrderEventType, OrderState } from "@kiosk/contract";
import type { FaultCode, OrderClass, Severity } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";

export interface WorkOrder {
  readonly id: string;
  /** human number, WO-YYYYMMDD-NNNN by Shanghai date */
  readonly number: string;
  readonly contractId: ContractId;
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId | null;
  readonly faultId: string | null;
  readonly faultCode: FaultCode | null;
  /** kiosk and fault key of the cause; null for orders by hand. Unique among open orders (enforced by the store too). */
  readonly causeKey: string | null;
  readonly class: OrderClass;
  readonly source: "rule" | "person" | "api";
  readonly severity: Severity;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly state: OrderState;
  readonly reportedAt: Millis;
  readonly updatedAt: Millis;
}

/** One line of the append-only log; the only truth about an order (the WorkOrder record is derived from it). */
export interface OrderEvent {
  readonly id: string;
  readonly orderId: string;
  /** 1, 2, 3 … within the order */
  readonly seq: number;
  readonly type: OrderEventType;
  /** effective time: when it was so */
  readonly at: Millis;
  /** when the log took it */
  readonly recordedAt: Millis;
  readonly actor: string;
  readonly text: string;
}

/** What must be at hand while an order is open: its record and its events (the clocks are computed from them). */
export interface OpenOrder {
  readonly order: WorkOrder;
  readonly events: readonly OrderEvent[];
}

export function isOrderOpen(state: OrderState): boolean {
  return state === "reported" || state === "acknowledged";
}
