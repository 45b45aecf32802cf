// What a firm that repairs for a contract (厂商) sees of it: its own orders and parts, the score the buyer sees, and the
// one-time links that let a small firm in for a single order.
import { deviceClasses, Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId, OrganisationId } from "../ids.ts";
import { clockRoles } from "./clocks.ts";
import { OrderDispute, OrderRow, orderStates, PartLine } from "./work-orders.ts";

/** Which orders to list: the bands of the deadline list, and what the firm waits for or is waited for. */
export const vendorFilters = ["overdue", "24h", "3d", "later", "part", "acceptance", "disputed"] as const;
export type VendorFilter = (typeof vendorFilters)[number];

export const VendorOrderQuery = z.object({
  state: z.enum(["open", "closed"]).default("open"),
  show: z.enum(vendorFilters).optional(),
  contract: ContractId.optional(),
});

/** Where an order's terminal stands: all that a firm is told of it. */
export const VendorPlace = z.object({
  kioskId: KioskId,
  name: z.string(),
  street: z.string(),
  address: z.string(),
  device: z
    .object({ id: DeviceId, class: z.enum(deviceClasses).nullable(), zh: z.string(), en: z.string() })
    .nullable(),
});
export type VendorPlace = z.infer<typeof VendorPlace>;

/** Soonest deadline first; what has none comes last. */
export const VendorOrderList = z.object({
  at: Millis,
  /** of all open orders of the firm, whatever the filter */
  counts: z.record(z.enum(vendorFilters), z.int()),
  /** of the filter; more than are listed where there are very many */
  total: z.int(),
  orders: z.array(OrderRow.extend({ place: VendorPlace, waitsForPart: z.boolean() })),
});
export type VendorOrderList = z.infer<typeof VendorOrderList>;
export type VendorOrderRow = VendorOrderList["orders"][number];

/** One part of one order. */
export const VendorPart = PartLine.extend({
  orderId: z.string(),
  orderNumber: z.string(),
  orderState: z.enum(orderStates),
  contractId: ContractId,
  kioskName: z.string(),
});
export const VendorPartList = z.object({
  at: Millis,
  counts: z.object({ required: z.int(), ordered: z.int(), arrived: z.int(), late: z.int() }),
  /** what is still to come first */
  parts: z.array(VendorPart),
});
export type VendorPartList = z.infer<typeof VendorPartList>;

export const ScoreQuery = z.object({
  /** month of Shanghai time; this month when left out */
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  contract: ContractId.optional(),
});

/** How a clock that fell due in the month ended, or stands. */
export const scoreVerdicts = ["met", "met_late", "breached", "running"] as const;

export const ScoreRow = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  kioskName: z.string(),
  /** `policy:milestone`, as a dispute names it */
  clock: z.string(),
  startAt: Millis.nullable(),
  dueAt: Millis,
  completedAt: Millis.nullable(),
  verdict: z.enum(scoreVerdicts),
  /** past the deadline; 0 when in time */
  lateMs: z.int(),
  dispute: OrderDispute.nullable(),
});
export type ScoreRow = z.infer<typeof ScoreRow>;

/** One clock of the contract over the month's orders. `role` other than governing: another reading, for comparison. */
export const ScoreLine = z.object({
  policy: z.string(),
  milestone: z.string(),
  role: z.enum(clockRoles),
  zh: z.string(),
  en: z.string(),
  clause: z.string(),
  met: z.int(),
  metLate: z.int(),
  breached: z.int(),
  running: z.int(),
  rows: z.array(ScoreRow),
});
export type ScoreLine = z.infer<typeof ScoreLine>;

/** Points lost where the contract is assessed by points; tenths of a point. */
export const ScoreDeduction = z.object({
  zh: z.string(),
  en: z.string(),
  clause: z.string(),
  /** fact of the assessment sheet, e.g. `responsesLate` */
  fact: z.string(),
  times: z.int(),
  tenths: z.int(),
});

export const VendorScore = z.object({
  at: Millis,
  month: z.string(),
  contractId: ContractId,
  organisationId: OrganisationId,
  orders: z.int(),
  lines: z.array(ScoreLine),
  /** null: the contract has no points, its breaches are listed above */
  deductions: z
    .object({
      rows: z.array(ScoreDeduction),
      /** with the sheet's caps applied */
      totalTenths: z.int(),
    })
    .nullable(),
  openDisputes: z.int(),
});
export type VendorScore = z.infer<typeof VendorScore>;
/** One for each contract the firm works in. */
export const VendorScores = z.object({ at: Millis, month: z.string(), scores: z.array(VendorScore) });
export type VendorScores = z.infer<typeof VendorScores>;

export const orderLinkStates = ["waiting", "used", "expired", "revoked"] as const;
export type OrderLinkState = (typeof orderLinkStates)[number];

export const OrderLinkView = z.object({
  id: z.string(),
  orderId: z.string(),
  organisationId: OrganisationId,
  createdBy: z.string(),
  createdAt: Millis,
  expiresAt: Millis,
  usedAt: Millis.nullable(),
  revokedAt: Millis.nullable(),
  /** address it was used from */
  from: z.string().nullable(),
  state: z.enum(orderLinkStates),
});
export type OrderLinkView = z.infer<typeof OrderLinkView>;
export const OrderLinkList = z.object({ at: Millis, links: z.array(OrderLinkView) });
export type OrderLinkList = z.infer<typeof OrderLinkList>;

export const longestLinkHours = 168;
export const NewOrderLink = z.strictObject({
  /** the firm the order is assigned to */
  organisationId: OrganisationId,
  hours: z.int().min(1).max(longestLinkHours),
});
export type NewOrderLink = z.infer<typeof NewOrderLink>;
/** The path is shown once: only its signature is known afterwards. */
export const NewOrderLinkMade = z.object({ path: z.string(), link: OrderLinkView });
export type NewOrderLinkMade = z.infer<typeof NewOrderLinkMade>;

export const LinkExchange = z.strictObject({ token: z.string().min(1).max(300) });
