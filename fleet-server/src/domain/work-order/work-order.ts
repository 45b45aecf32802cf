import type {
  ContractId,
  DeviceId,
  KioskId,
  OrderEventType,
  OrderState,
  OrganisationId,
  Party,
  RequestKind,
} from "@kiosk/contract";
import type { FaultCode, OrderClass, Route, Severity } from "@kiosk/firmware-profiles";
import type { SlaEventData } from "../sla/event.ts";
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
  /** as last classified */
  readonly class: OrderClass;
  readonly kind: RequestKind;
  /** 1-4 where the contract grades faults */
  readonly level: number | null;
  readonly source: "rule" | "person" | "api" | "inspection" | "citizen";
  readonly severity: Severity;
  /** who was to deal with it first when it was opened; null: the dispatcher decides */
  readonly route: Route | null;
  /** the firm it is assigned to, as the log has it; null: nobody outside */
  readonly vendorId: OrganisationId | null;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly state: OrderState;
  readonly reportedAt: Millis;
  /** when it was entered: later than reportedAt for a call at the hotline (clause D5) */
  readonly enteredAt: Millis;
  readonly updatedAt: Millis;
  /** the closed order whose fault came back as a new one */
  readonly reopens: string | null;
  /**
   * Last due instant of each binding clock, by `policy/milestone`: a cache, so that a due that moved (a pause, a new
   * calendar) is told even when the server was down. The log is the truth.
   */
  readonly dues: Readonly<Record<string, Millis>>;
}

/** What an event carries; the contract's schemas say which fields belong to which type. */
export interface OrderEventData extends SlaEventData {
  readonly kind?: RequestKind | undefined;
  readonly level?: number | undefined;
  readonly method?: string | undefined;
  readonly serial?: string | undefined;
  readonly removedSerial?: string | undefined;
  readonly supplier?: string | undefined;
  readonly doc?: string | undefined;
  readonly newOrderId?: string | undefined;
  /** part_ordered: the supplier's number of the order, and when it is to come */
  readonly orderNo?: string | undefined;
  readonly expectedAt?: Millis | undefined;
  /** assigned: null takes the order back */
  readonly organisation?: OrganisationId | null | undefined;
  /** date_proposed: the day that is promised */
  readonly at?: Millis | undefined;
  /** dispute_answered: the dispute's event, and whether the buyer agrees */
  readonly dispute?: string | undefined;
  readonly upheld?: boolean | undefined;
  /** only in events of the first version: closed the order whatever its class */
  readonly closes?: true | undefined;
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
  readonly party: Party;
  readonly text: string;
  readonly data: OrderEventData;
  /** SM3 digests of stored files */
  readonly evidence: readonly string[];
  /** place in the log of all orders: 1, 2, 3 … without a gap */
  readonly logSeq: number;
  /** SM3 over the previous link and this event (ingest/log-chain.ts) */
  readonly hash: string;
}

/** An event on its way into the log, which gives it its place and its link. */
export type UnloggedEvent = Omit<OrderEvent, "logSeq" | "hash">;

/** What must be at hand while an order is open: its record and its events (the clocks are computed from them). */
export interface OpenOrder {
  readonly order: WorkOrder;
  readonly events: readonly OrderEvent[];
}

export function isOrderOpen(state: OrderState): boolean {
  return state !== "done" && state !== "cancelled";
}

/** States of an order nobody has to work on any more. */
export const closedStates = ["done", "cancelled"] as const;
