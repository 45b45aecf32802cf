// Recurring faults looked at as one problem (clause C4: analysis, remedy, prevention, talked over with the person in charge),
// and drills (应急演练, clause S6: at least two a year).
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId } from "../ids.ts";
import { EvidenceDigest } from "./order-events.ts";

export const problemStates = ["open", "analysed", "closed"] as const;

export const ProblemView = z.object({
  id: z.string(),
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  /** the component; null: the terminal as a whole */
  deviceId: DeviceId.nullable(),
  /** recurrence: the same terminal and component at least twice in 30 days */
  openedHow: z.enum(["recurrence", "entered"]),
  openedAt: Millis,
  state: z.enum(problemStates),
  /** the orders it is about, oldest first; those that come while it is open join it */
  orders: z.array(
    z.object({ id: z.string(), number: z.string(), reportedAt: Millis, titleZh: z.string(), titleEn: z.string() }),
  ),
  analysis: z.string(),
  remedy: z.string(),
  prevention: z.string(),
  owner: z.string(),
  /** with whom it was talked over; null: not yet */
  meeting: z.object({ at: Millis, people: z.string(), minutes: z.string() }).nullable(),
  closedAt: Millis.nullable(),
  closedBy: z.string().nullable(),
  version: z.int(),
});
export type ProblemView = z.infer<typeof ProblemView>;

export const ProblemQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  state: z.enum([...problemStates, "all"]).default("all"),
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const ProblemList = z.object({
  at: Millis,
  counts: z.object({ open: z.int(), analysed: z.int(), closed: z.int() }),
  /** newest first */
  problems: z.array(ProblemView),
  next: z.string().nullable(),
});
export type ProblemList = z.infer<typeof ProblemList>;

const long = z.string().trim().max(2000);

/** Analysed needs analysis, remedy and prevention; closed needs the meeting too. */
export const ProblemChange = z.strictObject({
  analysis: long,
  remedy: long,
  prevention: long,
  owner: z.string().trim().max(64),
  meeting: z.strictObject({ at: Millis, people: z.string().trim().min(1).max(200), minutes: long.min(1) }).nullable(),
  state: z.enum(problemStates),
  seenVersion: z.int().min(0),
});
export type ProblemChange = z.input<typeof ProblemChange>;

export const NewProblem = z.strictObject({
  kioskId: KioskId,
  deviceId: DeviceId.nullable(),
  orderIds: z.array(z.string().max(60)).min(1).max(50),
});
export type NewProblem = z.input<typeof NewProblem>;

export const DrillView = z.object({
  id: z.string(),
  contractId: ContractId,
  at: Millis,
  scenario: z.string(),
  people: z.string(),
  course: z.string(),
  findings: z.string(),
  evidence: z.array(EvidenceDigest),
  by: z.string(),
  recordedAt: Millis,
});
export type DrillView = z.infer<typeof DrillView>;

export const DrillList = z.object({
  at: Millis,
  /** newest first */
  drills: z.array(DrillView),
  /** of the calendar year of `at`: how many there were, and how many there have to be */
  year: z.object({ year: z.int(), done: z.int(), owed: z.int() }),
});
export type DrillList = z.infer<typeof DrillList>;

export const NewDrill = z.strictObject({
  /** again with the same id: what there is */
  id: z.uuid(),
  at: Millis,
  scenario: z.string().trim().min(2).max(200),
  people: z.string().trim().min(1).max(500),
  course: z.string().trim().min(1).max(4000),
  findings: z.string().trim().max(4000),
  evidence: z.array(EvidenceDigest).max(20).default([]),
});
export type NewDrill = z.input<typeof NewDrill>;
