// Inspections as people see them.
import type { CheckResult, InspectionHead, InspectionRules, PhotoRef } from "@kiosk/contract";
import { localDay } from "../sla/local-day.ts";
import type { Calendars } from "../sla/working-calendar.ts";
import type { Millis } from "../time.ts";
import type { Inspection, InspectionReport, StoredCheck } from "./records.ts";
import { reportDue, reportDueBefore } from "./report-due.ts";
import { rulesOn, windowKeyOf } from "./windows.ts";

type Digest = NonNullable<PhotoRef["digest"]>;

/** What deadlines are reckoned by. `versions`: of the contract's rules, oldest first. */
export interface ReportLaw {
  readonly versions: readonly InspectionRules[];
  readonly calendars: Calendars;
  readonly asOf: Millis;
}

export function headOf(inspection: Inspection, report: InspectionReport | null, law: ReportLaw): InspectionHead {
  const { byId: _byId, checklists: _lists, targets: _targets, windowFrom, ...rest } = inspection;
  const { id, contractId, kioskId, kioskSeq, kioskName, kioskAddress, kind, visitId, state } = rest;
  const { startedAt, completedAt, recordedAt, by, counts } = rest;
  return {
    ...{ id, contractId, kioskId, kioskSeq, kioskName, kioskAddress, kind, visitId, state },
    ...{ startedAt, completedAt, recordedAt, by, counts },
    windowKey: windowFrom === null ? null : windowKeyOf(kioskId, kind, windowFrom),
    ...dueOf(inspection, law),
    reportState: report?.state ?? "none",
    reportFiledAt: report?.filedAt ?? null,
  };
}

function dueOf(
  { state, completedAt, recordedAt }: Inspection,
  { versions, calendars, asOf }: ReportLaw,
): Pick<InspectionHead, "reportDueAt" | "reportDueStatus" | "reportDueBefore"> {
  const none = { reportDueAt: null, reportDueStatus: null, reportDueBefore: null };
  if (state !== "completed" || completedAt === null) return none;
  const days = rulesOn(versions, localDay(completedAt))?.reportWorkingDays;
  if (days === undefined) return none;
  const due = reportDue(completedAt, days, calendars, asOf);
  return {
    reportDueAt: due?.dueAt ?? null,
    reportDueStatus: due?.status ?? null,
    reportDueBefore: reportDueBefore(completedAt, recordedAt ?? completedAt, days, calendars, due),
  };
}

/** @param arrived digests of pictures that have come since they were named */
export function resultOf(check: StoredCheck, arrived: ReadonlyMap<string, Digest>): CheckResult {
  const { checklistId, itemId, deviceId, outcome, measured, text, at, by, source, evidence, orderId } = check;
  const photos = check.photos.map((photo) => withDigest(photo, arrived));
  return { checklistId, itemId, deviceId, outcome, measured, text, photos, at, by, source, evidence, orderId };
}

export function withDigest({ photoId, digest }: PhotoRef, arrived: ReadonlyMap<string, Digest>): PhotoRef {
  return { photoId, digest: digest ?? arrived.get(photoId) ?? null };
}
