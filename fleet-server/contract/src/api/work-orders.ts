import { FaultCodeSchema, Millis, orderClasses, routes, severities } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId } from "../ids.ts";
import { ClockDerivation, IgnoredEvent, OrderClock, PlannedAlarm, RowClock } from "./clocks.ts";
import { EvidenceDigest, OrderEventView, orderActions, parties, requestKinds } from "./order-events.ts";

/** How far the work is. Pauses are not a state of their own: {@link OrderRow.paused}. */
export const orderStates = [
  "reported",
  "acknowledged",
  "diagnosed",
  "confirmed",
  "reopened",
  "fixed",
  "tested",
  "awaiting_acceptance",
  "done",
  "cancelled",
] as const;
export type OrderState = (typeof orderStates)[number];

/** Columns of the board, by the soonest binding deadline. */
export const deadlineBands = ["overdue", "24h", "3d", "later", "paused", "none"] as const;
export type DeadlineBand = (typeof deadlineBands)[number];

export const PartLine = z.object({
  part: z.string(),
  state: z.enum(["required", "ordered", "on_hand", "rejected", "installed"]),
  /** how it came: bought for this order, or from stock */
  from: z.enum(["purchase", "stock"]).nullable(),
  serial: z.string().nullable(),
  requiredAt: Millis,
  orderedAt: Millis.nullable(),
  arrivedAt: Millis.nullable(),
  installedAt: Millis.nullable(),
  /** how many deliveries of it were refused (DOA) */
  rejections: z.int(),
});
export type PartLine = z.infer<typeof PartLine>;

export const PauseView = z.object({
  from: Millis,
  to: Millis.nullable(),
  reason: z.string(),
  approvedBy: z.string().nullable(),
  /** false: not approved, or a ground that stops no clock */
  counts: z.boolean(),
});
export type PauseView = z.infer<typeof PauseView>;

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
  kind: z.enum(requestKinds),
  level: z.int().nullable(),
  source: z.enum(["rule", "person", "api"]),
  severity: z.enum(severities),
  /** who was to deal with it first when it was opened; null for an order by hand: the dispatcher decides */
  route: z.enum(routes).nullable(),
  titleZh: z.string(),
  titleEn: z.string(),
  state: z.enum(orderStates),
  /** the ground of a pause that stands and is approved */
  paused: z.string().nullable(),
  reportedAt: Millis,
  /** when it was entered; later than reportedAt for a call at the hotline */
  enteredAt: Millis,
  updatedAt: Millis,
  /** whether the fault behind it is still there; null for orders without one */
  faultOpen: z.boolean().nullable(),
  /** binding and advisory clocks, in the contract's order */
  clocks: z.array(RowClock),
  /** soonest due of a binding clock that runs; null when none does */
  nextDueAt: Millis.nullable(),
  band: z.enum(deadlineBands),
  /** false where the contract's deadlines have not been entered as policy: "no deadline" is then not a promise */
  policyKnown: z.boolean(),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const OrderListQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  state: z.enum(["open", "closed", "all"]).default("open"),
  class: z.enum(orderClasses).optional(),
  route: z.enum(routes).optional(),
  band: z.enum(deadlineBands).optional(),
});
/** `total` before the band filter's cut; `bands` counts every band of the rest of the filter. */
export const OrderList = z.object({
  at: Millis,
  total: z.int(),
  bands: z.record(z.enum(deadlineBands), z.int()),
  orders: z.array(OrderRow),
});
export type OrderList = z.infer<typeof OrderList>;

export const AllowedAction = z.object({
  type: z.enum(orderActions),
  parties: z.array(z.enum(parties)),
  /** what the request must bring besides its own data */
  needsApproval: z.boolean(),
  needsEvidence: z.boolean(),
  needsText: z.boolean(),
});
export type AllowedAction = z.infer<typeof AllowedAction>;

export const EvidenceView = z.object({
  digest: EvidenceDigest,
  name: z.string(),
  mediaType: z.enum(["image/jpeg", "image/png", "application/pdf"]),
  bytes: z.int(),
  uploadedAt: Millis,
  by: z.string(),
});
export type EvidenceView = z.infer<typeof EvidenceView>;

/** Things a person should look at although no clock says so. */
export const attentionCodes = ["diagnosis-unconfirmed", "acceptance-waiting", "pause-open-long"] as const;

export const OrderDetail = z.object({
  at: Millis,
  /** its clocks with the words of their clauses */
  order: OrderRow.extend({ clocks: z.array(OrderClock) }),
  events: z.array(OrderEventView),
  allowed: z.array(AllowedAction),
  /** every other clock over this order: shadow clauses and other readings */
  otherClocks: z.array(OrderClock),
  pauses: z.array(PauseView),
  parts: z.array(PartLine),
  evidence: z.array(EvidenceView),
  planned: z.array(PlannedAlarm),
  ignored: z.array(IgnoredEvent),
  attention: z.array(z.object({ code: z.enum(attentionCodes), since: Millis })),
  /** the order this one was split from, and those split from it */
  links: z.array(z.object({ id: z.string(), number: z.string(), relation: z.enum(["reopens", "reopened-as"]) })),
});
export type OrderDetail = z.infer<typeof OrderDetail>;

/** What an action would do to the clocks, before it is sent. */
export const ActionPreview = z.object({
  at: Millis,
  before: z.array(OrderClock),
  after: z.array(OrderClock),
  /** clocks that would start, be cancelled, or stand breached at once */
  changes: z.array(
    z.object({
      policy: z.string(),
      milestone: z.string(),
      zh: z.string(),
      en: z.string(),
      change: z.enum(["starts", "ends", "due-moves", "breaches", "completes", "resumes", "pauses"]),
      dueBefore: Millis.nullable(),
      dueAfter: Millis.nullable(),
    }),
  ),
});
export type ActionPreview = z.infer<typeof ActionPreview>;

export const DerivationQuery = z.object({
  policy: z.string().max(64),
  milestone: z.string().max(64),
  asOf: z.coerce.number().int().optional(),
});
export const OrderDerivation = ClockDerivation;

export const NewOrder = z.strictObject({
  kioskId: KioskId,
  deviceId: DeviceId.nullable(),
  class: z.enum(orderClasses),
  kind: z.enum(requestKinds).default("fault"),
  level: z.int().min(1).max(4).nullable().default(null),
  title: z.string().min(1).max(200),
  description: z.string().max(2000),
  actor: z.string().min(1).max(64),
  party: z.enum(parties).exclude(["system"]).default("dispatcher"),
  /** when it was reported (a call at the hotline is entered later); not in the future */
  reportedAt: Millis.optional(),
  /** the order this fault came back from */
  reopens: z.string().max(100).optional(),
});
export type NewOrder = z.infer<typeof NewOrder>;
