// The plan of inspections: every window of every terminal, and how it stands.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";
import { InspectionHead, InspectionRules, InspectionWindowView, inspectionKinds } from "./inspections.ts";

export const InspectionPlanQuery = z.object({
  /** only terminals whose number is greater: the `next` of the page before */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** Longer ago than the rule's gap, or never and the duty began longer ago. */
export const InspectionGap = z.object({ kind: z.enum(inspectionKinds), days: z.int(), maxDays: z.int() });
export type InspectionGap = z.infer<typeof InspectionGap>;

/** One terminal: what it owes, and the last completed inspection of each kind (clause C3: at any time). */
export const KioskInspections = z.object({
  at: Millis,
  kioskId: KioskId,
  windows: z.array(InspectionWindowView),
  latest: z.array(InspectionHead),
  gaps: z.array(InspectionGap),
  /** those somebody is at now */
  open: z.array(InspectionHead),
});
export type KioskInspections = z.infer<typeof KioskInspections>;

/** The plan of a contract: every window of every terminal, and how it stands. Counts are of all, terminals of one page. */
export const InspectionPlan = z.object({
  at: Millis,
  contractId: ContractId,
  /** null: nobody has entered what is owed */
  rules: InspectionRules.nullable(),
  kinds: z.array(
    z.object({
      kind: z.enum(inspectionKinds),
      /** over the whole term */
      owed: z.int(),
      done: z.int(),
      missed: z.int(),
      waived: z.int(),
      open: z.int(),
      future: z.int(),
      /** of the windows that are open now */
      current: z.object({ due: z.int(), done: z.int(), planned: z.int() }),
    }),
  ),
  kiosks: z.array(
    z.object({
      kioskId: KioskId,
      seq: z.int(),
      name: z.string(),
      street: z.string(),
      windows: z.array(InspectionWindowView),
      /** last completed, of each kind */
      latest: z.array(InspectionHead),
      gaps: z.array(InspectionGap),
    }),
  ),
  /** of all terminals */
  total: z.int(),
  /** number of the last terminal of this page where there are more; else null */
  next: z.int().nullable(),
  /** terminals with a gap, of all */
  gaps: z.int(),
  /** completed inspections whose report is not filed; `overdue` of them past their day */
  reports: z.object({ due: z.int(), overdue: z.int() }),
  /** years of the term without a notice of the State Council: deadlines in them are provisional, or unknown */
  missingYears: z.array(z.int()),
});
export type InspectionPlan = z.infer<typeof InspectionPlan>;
