import { FaultCodeSchema, Millis, orderClasses, routes, severities } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId, OrganisationId } from "../ids.ts";
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
  /** of the last order of it: from whom, under which number, when it is to come */
  supplier: z.string().nullable(),
  orderNo: z.string().nullable(),
  expectedAt: Millis.nullable(),
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
  /** `citizen`: told at the terminal itself */
  source: z.enum(["rule", "person", "api", "inspection", "citizen"]),
  severity: z.enum(severities),
  /** who was to deal with it first when it was opened; null for an order by hand: the dispatcher decides */
  route: z.enum(routes).nullable(),
  /** the firm it is assigned to; null: nobody outside */
  vendorId: OrganisationId.nullable(),
  /** the day last promised; it changes no clock */
  proposedAt: Millis.nullable(),
  /** disputes the buyer has not answered */
  openDisputes: z.int(),
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

export const orderListLimit = 100;

export const OrderListQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  state: z.enum(["open", "closed", "all"]).default("open"),
  class: z.enum(orderClasses).optional(),
  route: z.enum(routes).optional(),
  vendor: OrganisationId.optional(),
  band: z.enum(deadlineBands).optional(),
  /** `reported`, the default: the newest report first. `due`: the soonest due first, of open orders only. */
  sort: z.enum(["reported", "due"]).optional(),
  /** {@link OrderList.next} of the page before */
  after: z.string().max(160).optional(),
  limit: z.coerce.number().int().min(1).max(orderListLimit).optional(),
  /** for the board: so many of each band, the soonest first, in one answer without further pages; of open orders only */
  perBand: z.coerce.number().int().min(1).max(50).optional(),
});
export type OrderListQuery = z.infer<typeof OrderListQuery>;
/**
 * One page. In the order `reported` no order is lost or met twice while pages are read: a report's time stays. `due` moves
 * with the clocks.
 */
export const OrderList = z.object({
  at: Millis,
  /** that pass the whole filter, on this page and the others */
  total: z.int(),
  /** of every band of the rest of the filter; closed orders are in `none` */
  bands: z.record(z.enum(deadlineBands), z.int()),
  orders: z.array(OrderRow),
  /** to be given as `after` for the next page; null: this was the last */
  next: z.string().nullable(),
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
export const attentionCodes = [
  "diagnosis-unconfirmed",
  "acceptance-waiting",
  "pause-open-long",
  "dispute-open",
] as const;

/** An entry or a clock that the supplier says is wrong, and what the buyer answered. */
export const OrderDispute = z.object({
  /** of its event */
  id: z.string(),
  /** an event's id, or a clock as `policy:milestone` */
  target: z.string(),
  at: Millis,
  by: z.string(),
  text: z.string(),
  answer: z.object({ at: Millis, by: z.string(), text: z.string(), upheld: z.boolean() }).nullable(),
});
export type OrderDispute = z.infer<typeof OrderDispute>;

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
  /** oldest first */
  disputes: z.array(OrderDispute),
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
  /** as which of their roles, for somebody who has several in this contract */
  party: z.enum(parties).exclude(["system"]).optional(),
  /** when it was reported (a call at the hotline is entered later); not in the future */
  reportedAt: Millis.optional(),
  /** the order this fault came back from */
  reopens: z.string().max(100).optional(),
});
export type NewOrder = z.infer<typeof NewOrder>;
