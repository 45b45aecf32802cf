import type { Profile } from "@kiosk/firmware-profiles";

/** A poll ends this much before its budget, so that a device that hangs can still be closed within it. */
export const closingMs = 500;

/** How long a poll may ask, ms: never less than one answer may take. */
export function askingMs({ poll }: Profile): number {
  return Math.max(poll.budgetMs - closingMs, poll.timeoutMs);
}
