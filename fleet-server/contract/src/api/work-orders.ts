import { FaultCodeSchema, Millis, orderClasses, severities } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId } from "../ids.ts";

export const orderStates = ["reported", "acknowledged", "verified", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

/** What a person may do to an order now; the machine in the domain decides, the screen only offers these. */
export const orderActions = ["acknowledge", "note", "verify", "cancel"] as const;
export type OrderAction = (typeof orderActions)[number];

export const orderEventTypes = [
  "reported",
  "acknowledged",
  "note",
  "fault_cleared",
  "fault_returned",
  "verified",
  "cancelled",
] as const;
export type OrderEventType = (typeof orderEventTypes)[number];

export const OrderEventView = z.object({
  id: z.string(),
  seq: z.int(),
  type: z.enum(orderEventTypes),
  /** effective time */
  at: Millis,
  /** when the log took it */
  recordedAt: Millis,
  actor: z.string(),
  text: z.string(),
});
export type OrderEventView = z.infer<typeof OrderEventView>;

export const clockStates = ["running", "met", "met_late", "breached", "cancelled"] as const;

/** An elapsed response clock. `clause` cites the contract text it comes from. */
export const OrderClock = z.object({
  milestone: z.string(),
  zh: z.string(),
  en: z.string(),
  clause: z.string(),
  startAt: Millis,
  dueAt: Millis,
  state: z.enum(clockStates),
  stoppedAt: Millis.nullable(),
});
export type OrderClock = z.infer<typeof OrderClock>;

export const OrderRow = z.object({
  id: z.string(),
  /** human number, e.g. WO-20261122-0001 */
  number: z.string(),
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  deviceId: DeviceId.nullable(),
  faultId: z.string().nullable(),
  faultCode: FaultCodeSchema.nullable(),
  class: z.enum(orderClasses),
  source: z.enum(["rule", "person", "api"]),
  severity: z.enum(severities),
  titleZh: z.string(),
  titleEn: z.string(),
  state: z.enum(orderStates),
  reportedAt: Millis,
  updatedAt: Millis,
  /** whether the fault behind it is still there; null for orders without one */
  faultOpen: z.boolean().nullable(),
  clocks: z.array(OrderClock),
  /** soonest running due; null when no clock runs */
  nextDueAt: Millis.nullable(),
  /** false where the contract's deadlines have not been entered as policy: "no deadline" is then not a promise */
  policyKnown: z.boolean(),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const OrderListQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  state: z.enum(["open", "closed", "all"]).default("open"),
  class: z.enum(orderClasses).optional(),
});
export const OrderList = z.object({ at: Millis, total: z.int(), orders: z.array(OrderRow) });
export type OrderList = z.infer<typeof OrderList>;

export const OrderDetail = z.object({
  at: Millis,
  order: OrderRow,
  events: z.array(OrderEventView),
  allowed: z.array(z.enum(orderActions)),
});
export type OrderDetail = z.infer<typeof OrderDetail>;

export const NewOrder = z.strictObject({
  kioskId: KioskId,
  deviceId: DeviceId.nullable(),
  class: z.enum(orderClasses),
  title: z.string().min(1).max(200),
  description: z.string().max(2000),
  actor: z.string().min(1).max(64),
  /** when it was reported (a call at the hotline is entered later); not in the future */
  reportedAt: Millis.optional(),
});
export type NewOrder = z.infer<typeof NewOrder>;

export const OrderActionRequest = z.strictObject({
  action: z.enum(orderActions),
  actor: z.string().min(1).max(64),
  text: z.string().max(2000),
});
export type OrderActionRequest = z.infer<typeof OrderActionRequest>;
