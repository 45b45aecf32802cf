// What a terminal measured of itself, laid beside what a list asks. It never makes a result by itself.
import type { Checklist, CheckOutcome, checkSources, EvidenceItem, ItemEvidence } from "@kiosk/contract";
import { dayMs, type Millis } from "../time.ts";
import type { CheckTarget } from "./records.ts";

/** Older than this when the inspection begins, it says nothing of today. */
const freshMs = dayMs;

/** @param startedAt of the inspection */
export function evidenceOf(
  lists: readonly Checklist[],
  targets: readonly CheckTarget[],
  measured: readonly EvidenceItem[],
  startedAt: Millis,
): ItemEvidence[] {
  return targets.flatMap(({ checklistId, deviceId }) =>
    (lists.find((list) => list.id === checklistId)?.items ?? []).flatMap((item) => {
      const found = measured.filter((e) => e.key === item.evidence && (deviceId === null || e.deviceId === deviceId));
      return found.length === 0 ? [] : [{ checklistId, itemId: item.id, deviceId, ...together(found, startedAt) }];
    }),
  );
}

/** Several subjects under one item: it passes when all do, and is unknown where one of them is. */
function together(
  found: readonly EvidenceItem[],
  startedAt: Millis,
): Pick<ItemEvidence, "outcome" | "value" | "detail" | "observedAt"> {
  const [only] = found;
  const observedAt = Math.min(...found.map(({ measuredAt }) => measuredAt));
  const worst = (["fail", "unknown"] as const).find((word) => found.some(({ outcome }) => outcome === word)) ?? "pass";
  const isOld = observedAt < startedAt - freshMs;
  const bad = found.filter(({ outcome }) => outcome !== "pass");
  const names = bad.map(({ subject, outcome, detail }) => [subject, outcome, detail].filter(Boolean).join(" "));
  return {
    outcome: isOld ? "unknown" : worst,
    value: found.length === 1 && only !== undefined ? only.value : `${found.length - bad.length}/${found.length}`,
    detail: isOld ? "measured more than a day before" : found.length === 1 ? (only?.detail ?? "") : names.join("; "),
    observedAt,
  };
}

/** How a person's word came to be: nothing that was not measured is confirmed. */
export function sourceOf(outcome: CheckOutcome, said: ItemEvidence | undefined): (typeof checkSources)[number] {
  if (said === undefined || said.outcome === "unknown") return "person";
  return said.outcome === outcome ? "confirmed" : "corrected";
}
