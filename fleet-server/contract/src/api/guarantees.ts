// 重大保障 (clause C8): a declared period in which terminals of a scope are inspected before, patrolled and reported on. It relaxes no clock.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";
import { LocalDate } from "./inspections.ts";
import { EvidenceDigest } from "./order-events.ts";

export const guaranteeStates = ["planned", "running", "ended", "closed", "withdrawn"] as const;

export const GuaranteeDeclaration = z.strictObject({
  contractId: ContractId,
  title: z.string().trim().min(2).max(80),
  /** local days, inclusive */
  from: LocalDate,
  to: LocalDate,
  /** null: every terminal of the contract */
  kioskIds: z.array(KioskId).min(1).max(10_000).nullable(),
  patrolEveryHours: z.int().min(1).max(24),
  /** local minutes between which rounds are made */
  patrolFromMin: z.int().min(0).max(1440),
  patrolToMin: z.int().min(0).max(1440),
  /** supplies at or below count as low meanwhile; null: as usual */
  lowPercent: z.int().min(1).max(95).nullable(),
  /** nothing is changed on terminals and settings of the scope meanwhile */
  changeFreeze: z.boolean(),
  /** the buyer or the project manager, and the letter */
  declaredBy: z.string().trim().min(1).max(64),
  note: z.string().trim().max(500).default(""),
  evidence: z.array(EvidenceDigest).max(10).default([]),
});
export type GuaranteeDeclaration = z.input<typeof GuaranteeDeclaration>;

export const GuaranteeRound = z.object({
  id: z.string(),
  kind: z.enum(["pre-inspection", "patrol"]),
  fromAt: Millis,
  /** pre-inspection: 18:00 of the last working day before; null: the calendar does not reach */
  dueAt: Millis.nullable(),
  done: z.int(),
  owed: z.int(),
  missed: z.int(),
  /** terminals that are still owed */
  openKioskIds: z.array(KioskId),
});
export type GuaranteeRound = z.infer<typeof GuaranteeRound>;

export const GuaranteeView = z.object({
  at: Millis,
  id: z.string(),
  contractId: ContractId,
  state: z.enum(guaranteeStates),
  title: z.string(),
  from: LocalDate,
  to: LocalDate,
  startsAt: Millis,
  endsAt: Millis,
  kioskIds: z.array(KioskId).nullable(),
  kiosks: z.int(),
  patrolEveryHours: z.int(),
  patrolFromMin: z.int(),
  patrolToMin: z.int(),
  lowPercent: z.int().nullable(),
  changeFreeze: z.boolean(),
  declaredBy: z.string(),
  enteredBy: z.string(),
  enteredAt: Millis,
  note: z.string(),
  rounds: z.array(GuaranteeRound),
  /** one a day, 零故障报告 */
  daily: z.array(
    z.object({
      date: LocalDate,
      dueAt: Millis,
      /** faults that began or stood that day in the scope */
      faults: z.int(),
      opened: z.int(),
      /** of them, still there when the day was over */
      standing: z.int(),
      reportId: z.string().nullable(),
      sentAt: Millis.nullable(),
    }),
  ),
  closing: z.object({ at: Millis, by: z.string(), summary: z.string() }).nullable(),
  withdrawnWhy: z.string().nullable(),
  version: z.int(),
});
export type GuaranteeView = z.infer<typeof GuaranteeView>;

/** What may be changed once it is declared: not its first day and not its scope. */
export const GuaranteeChange = z.discriminatedUnion("act", [
  z.strictObject({
    act: z.literal("prolong"),
    to: LocalDate,
    reason: z.string().trim().min(1).max(500),
    seenVersion: z.int().min(1),
  }),
  z.strictObject({
    act: z.literal("withdraw"),
    reason: z.string().trim().min(1).max(500),
    seenVersion: z.int().min(1),
  }),
  /** the closing summary, once it is over */
  z.strictObject({ act: z.literal("close"), summary: z.string().trim().min(1).max(4000), seenVersion: z.int().min(1) }),
  /** the daily zero-fault report of a day that is over was sent to the buyer */
  z.strictObject({ act: z.literal("sent"), date: LocalDate, seenVersion: z.int().min(1) }),
]);
export type GuaranteeChange = z.input<typeof GuaranteeChange>;

export const GuaranteeList = z.object({ at: Millis, guarantees: z.array(GuaranteeView) });
export type GuaranteeList = z.infer<typeof GuaranteeList>;
