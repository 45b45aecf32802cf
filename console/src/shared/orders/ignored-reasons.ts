/** Why an event changed no clock, as the engine names it; a reason of a newer server stays as it is. */
const ignoredReasons = [
  "duplicate-id-differs",
  "in-the-future",
  "before-report",
  "unknown-type",
  "pause-not-approved",
  "pause-ground-not-allowed",
  "extension-not-approved",
  "extension-of-unknown-milestone",
  "extension-of-closed-clock",
  "extension-after-breach",
  "rejection-not-approved",
  "rejection-after-breach",
  "correction-not-approved",
  "correction-without-target",
  "declared-too-late",
] as const;

export function ignoredReason(reason: string): (typeof ignoredReasons)[number] | undefined {
  return ignoredReasons.find((r) => r === reason);
}
