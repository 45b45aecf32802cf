// Day plans: who visits which terminal when, what is done there, and what is in the van.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId, UserId } from "../ids.ts";
import { inspectionKinds, LocalDate, WindowKey } from "./inspections.ts";

/** What a visit is for. Several of one terminal are one visit. */
export const VisitTask = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("inspection"), kind: z.enum(inspectionKinds), windowKey: WindowKey.nullable() }),
  z.strictObject({ type: z.literal("order"), orderId: z.string().max(60) }),
  z.strictObject({ type: z.literal("replacement"), taskId: z.string().max(60) }),
  z.strictObject({ type: z.literal("guarantee"), guaranteeId: z.string().max(60), round: z.string().max(60) }),
]);
export type VisitTask = z.infer<typeof VisitTask>;

export const visitStates = ["planned", "started", "done", "cancelled"] as const;
export type VisitState = (typeof visitStates)[number];

/** `taskLabels` belong to `tasks` by place: what a person reads for each. */
export const PlannedVisit = z.object({
  id: z.string(),
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  address: z.string(),
  lon: z.number(),
  lat: z.number(),
  technicianId: UserId,
  /** place in the technician's day, from 0 */
  position: z.int().min(0),
  arriveAt: Millis,
  /** work begins: the door may open later */
  beginAt: Millis,
  leaveAt: Millis,
  travelMs: z.int(),
  serviceMs: z.int(),
  tasks: z.array(VisitTask).min(1),
  taskLabels: z.array(z.object({ zh: z.string(), en: z.string() })),
  /** the earliest deadline of what is done there */
  dueAt: Millis.nullable(),
  /** planned after it */
  late: z.boolean(),
  state: z.enum(visitStates),
  /** a person put it here; the planner leaves it */
  pinned: z.boolean(),
});
export type PlannedVisit = z.infer<typeof PlannedVisit>;

export const unservedReasons = [
  "closed-all-day",
  "no-time-left",
  "skill-missing",
  "van-full",
  "stock-missing",
  "nobody-works",
  "point-unknown",
  "not-reachable",
] as const;

export const UnservedVisit = z.object({
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  tasks: z.array(VisitTask),
  taskLabels: z.array(z.object({ zh: z.string(), en: z.string() })),
  dueAt: Millis.nullable(),
  reason: z.enum(unservedReasons),
  zh: z.string(),
  en: z.string(),
});
export type UnservedVisit = z.infer<typeof UnservedVisit>;

/** Goals in this order; each is only traded for the ones before it. */
export const PlanCost = z.object({
  /** visits whose deadline passes with this day */
  missedDue: z.int(),
  latenessMs: z.int(),
  overtimeMs: z.int(),
  travelMs: z.int(),
  travelMetres: z.int(),
  /** visits at another person or another day than the published plan has them */
  moved: z.int(),
});
export type PlanCost = z.infer<typeof PlanCost>;

export const KitLine = z.object({
  item: z.string(),
  needed: z.int(),
  inVan: z.int(),
  /** to be taken from the depot before leaving */
  take: z.int(),
  /** neither in the van nor in the depot */
  missing: z.int(),
});
export type KitLine = z.infer<typeof KitLine>;

export const TechnicianDay = z.object({
  technicianId: UserId,
  name: z.string(),
  skills: z.array(z.string()),
  /** where the day begins and ends */
  startAt: Millis,
  endAt: Millis,
  lunch: z.object({ from: Millis, to: Millis }).nullable(),
  overtimeMs: z.int(),
  travelMs: z.int(),
  kit: z.array(KitLine),
  absent: z.boolean(),
});
export type TechnicianDay = z.infer<typeof TechnicianDay>;

export const DayPlan = z.object({
  at: Millis,
  contractId: ContractId,
  date: LocalDate,
  /** 0: nothing published yet; each publishing adds one */
  version: z.int(),
  state: z.enum(["none", "draft", "published"]),
  publishedAt: Millis.nullable(),
  publishedBy: z.string().nullable(),
  /** a rest day by the working calendar; null: the calendar does not reach */
  workingDay: z.boolean().nullable(),
  technicians: z.array(TechnicianDay),
  visits: z.array(PlannedVisit),
  unserved: z.array(UnservedVisit),
  cost: PlanCost,
  /** which travel times: straight line with a detour factor, or an imported road matrix */
  travel: z.object({
    source: z.enum(["detour", "matrix"]),
    detour: z.number(),
    speedKmh: z.number(),
    importedAt: Millis.nullable(),
  }),
  /** of the draft it was computed with, so that the same draft can be made again */
  seed: z.int(),
});
export type DayPlan = z.infer<typeof DayPlan>;

export const PlanDayRequest = z.strictObject({
  date: LocalDate,
  /** keeps pinned visits and what was begun */
  seed: z.int().min(0).max(2_147_483_647).default(1),
  /** who is not there, from when on (one technician ill at noon); null: the whole day */
  absent: z
    .array(z.strictObject({ technicianId: UserId, from: Millis.nullable() }))
    .max(20)
    .default([]),
});
export type PlanDayRequest = z.input<typeof PlanDayRequest>;

/** What a drag would cost, and what it costs now. Saved only when `commit` is true. */
export const MoveVisit = z.strictObject({
  visitId: z.string().max(80),
  technicianId: UserId,
  position: z.int().min(0).max(100),
  commit: z.boolean().default(false),
  seenVersion: z.int().min(0),
});
export type MoveVisit = z.input<typeof MoveVisit>;
export const MovedVisit = z.object({
  feasible: z.boolean(),
  why: z.object({ reason: z.enum(unservedReasons), zh: z.string(), en: z.string() }).nullable(),
  before: PlanCost,
  after: PlanCost,
  plan: DayPlan,
});
export type MovedVisit = z.infer<typeof MovedVisit>;

/** An order that cannot wait: at most two other visits move, none that was begun. */
export const InsertUrgent = z.strictObject({
  orderId: z.string().max(60),
  date: LocalDate,
  commit: z.boolean().default(false),
  seenVersion: z.int().min(0),
});
export type InsertUrgent = z.input<typeof InsertUrgent>;
export const UrgentInsertion = z.object({
  placed: z.boolean(),
  why: z.object({ reason: z.enum(unservedReasons), zh: z.string(), en: z.string() }).nullable(),
  /** visits whose person or place in the day changed, at most two */
  moved: z.array(z.string()),
  before: PlanCost,
  after: PlanCost,
  plan: DayPlan,
});
export type UrgentInsertion = z.infer<typeof UrgentInsertion>;

export const PublishPlan = z.strictObject({ date: LocalDate, seenVersion: z.int().min(0) });

/** The week or the window ahead: how much is planned on each day. */
export const PlanCalendar = z.object({
  at: Millis,
  contractId: ContractId,
  days: z.array(
    z.object({
      date: LocalDate,
      workingDay: z.boolean().nullable(),
      state: z.enum(["none", "draft", "published"]),
      visits: z.int(),
      done: z.int(),
      unserved: z.int(),
      technicians: z.int(),
    }),
  ),
});
export type PlanCalendar = z.infer<typeof PlanCalendar>;

/** How somebody works; a version each time it changes. Minutes after local midnight. */
export const TechnicianProfile = z.object({
  userId: UserId,
  name: z.string(),
  contractId: ContractId,
  skills: z.array(z.string().max(40)).max(20),
  startLon: z.number(),
  startLat: z.number(),
  startName: z.string(),
  fromMin: z.int(),
  toMin: z.int(),
  lunchFromMin: z.int(),
  lunchMinutes: z.int(),
  maxOvertimeMin: z.int(),
  /** how many pieces fit into the van; null: enough */
  vanPieces: z.int().nullable(),
  /** the stock place that is this person's van */
  vanPlace: z.string().nullable(),
  version: z.int(),
});
export type TechnicianProfile = z.infer<typeof TechnicianProfile>;
export const TechnicianProfileChange = TechnicianProfile.omit({
  name: true,
  version: true,
  contractId: true,
  userId: true,
}).extend({
  seenVersion: z.int().min(0),
});
export type TechnicianProfileChange = z.input<typeof TechnicianProfileChange>;
