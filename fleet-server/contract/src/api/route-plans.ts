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
  /** `YYYY-MM-DD:kioskId`, and `:2` for a second visit of one day: the same after the day was planned again */
  id: z.string().max(80),
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
  startedAt: Millis.nullable(),
  doneAt: Millis.nullable(),
  /** a person gave it to this technician; the planner leaves it with them */
  pinned: z.boolean(),
  /** nobody has entered when the point is open: office hours are assumed */
  hoursAssumed: z.boolean(),
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
  /** visits left out although their deadline passes before the next working day */
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
  startName: z.string(),
  startLon: z.number(),
  startLat: z.number(),
  /** where the day begins and ends */
  startAt: Millis,
  endAt: Millis,
  lunch: z.object({ from: Millis, to: Millis }).nullable(),
  overtimeMs: z.int(),
  travelMs: z.int(),
  kit: z.array(KitLine),
  /** does not work this day, or from `absentFrom` on no more */
  absent: z.boolean(),
  absentFrom: Millis.nullable(),
});
export type TechnicianDay = z.infer<typeof TechnicianDay>;

/** What a plan takes for given because nobody has entered it. */
export const assumptionKinds = ["office-hours", "profile-default", "travel-missing", "stock-unknown"] as const;
export const PlanAssumption = z.object({
  kind: z.enum(assumptionKinds),
  /** points, people or pairs of places it is assumed for */
  count: z.int(),
  zh: z.string(),
  en: z.string(),
});
export type PlanAssumption = z.infer<typeof PlanAssumption>;

/** What has changed since the plan was made so that it no longer holds; planning again mends it. */
export const problemKinds = [
  "day-off",
  "terminal-moved",
  "terminal-gone",
  "point-closed",
  "not-needed",
  "technician-gone",
  "due-missing",
] as const;
export const PlanProblem = z.object({
  kind: z.enum(problemKinds),
  /** null: of the day as a whole, or of a terminal that has no visit in it */
  visitId: z.string().nullable(),
  kioskId: KioskId.nullable(),
  zh: z.string(),
  en: z.string(),
});
export type PlanProblem = z.infer<typeof PlanProblem>;

export const planStages = ["latest", "published"] as const;
export const DayPlanQuery = z.object({
  /** latest: the draft where there is one; published: what the phones have */
  stage: z.enum(planStages).default("latest"),
});

export const DayPlan = z.object({
  at: Millis,
  contractId: ContractId,
  date: LocalDate,
  /** 0: nothing published yet; each publishing adds one */
  version: z.int(),
  /** one more with each change of the day by anybody: sent back with a change, so that no two people undo each other's */
  revision: z.int(),
  state: z.enum(["none", "draft", "published"]),
  draftedAt: Millis.nullable(),
  draftedBy: z.string().nullable(),
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
    /** ways of this plan that the road matrix does not have: by detour, too */
    missingPairs: z.int(),
  }),
  assumptions: z.array(PlanAssumption),
  problems: z.array(PlanProblem),
  /** of the draft it was computed with, so that the same draft can be made again */
  seed: z.int(),
});
export type DayPlan = z.infer<typeof DayPlan>;

const seed = z.int().min(0).max(2_147_483_647).default(1);

/** Pinned visits stay with their person; what was begun stays as it is. */
export const PlanDayRequest = z.strictObject({
  seed,
  /** who is not there, from when on (one technician ill at noon); null: the whole day. Left out: as planned before. */
  absent: z
    .array(z.strictObject({ technicianId: UserId, from: Millis.nullable() }))
    .max(50)
    .optional(),
  /** who works although it is a day off; left out: as planned before */
  onDuty: z.array(UserId).max(50).optional(),
});
export type PlanDayRequest = z.input<typeof PlanDayRequest>;

/** Drafts for so many working days from `from` on. */
export const PlanWindowRequest = z.strictObject({
  from: LocalDate,
  days: z.int().min(1).max(30).default(10),
  seed,
});
export type PlanWindowRequest = z.input<typeof PlanWindowRequest>;

/** What a drag would cost, and what it costs now. Saved only when `commit` is true. */
export const MoveVisit = z.strictObject({
  visitId: z.string().max(80),
  technicianId: UserId,
  position: z.int().min(0).max(100),
  commit: z.boolean().default(false),
  seenRevision: z.int().min(0),
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
  commit: z.boolean().default(false),
  seenRevision: z.int().min(0),
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

export const PublishPlan = z.strictObject({ seenRevision: z.int().min(0) });
export type PublishPlan = z.input<typeof PublishPlan>;

export const PlanCalendarQuery = z.object({
  /** today when left out */
  from: LocalDate.optional(),
  days: z.coerce.number().int().min(1).max(92).default(28),
});

/** The week or the window ahead: how much is planned on each day. */
export const PlanCalendar = z.object({
  at: Millis,
  contractId: ContractId,
  days: z.array(
    z.object({
      date: LocalDate,
      workingDay: z.boolean().nullable(),
      state: z.enum(["none", "draft", "published"]),
      version: z.int(),
      visits: z.int(),
      done: z.int(),
      unserved: z.int(),
      technicians: z.int(),
    }),
  ),
  /** what has to be done within these days and stands in none of their plans */
  unplanned: z.int(),
});
export type PlanCalendar = z.infer<typeof PlanCalendar>;
