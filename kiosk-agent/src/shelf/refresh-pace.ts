import type { ShelfError } from "./terminal-api.ts";

const usualMs = 15 * 60_000;
const shortestMs = 2_000;

/** Errors that another try soon may not find again; the others stay until somebody hands in another package. */
const passing: ReadonlySet<ShelfError> = new Set(["not-reachable", "digest", "disk"]);

/**
 * How long until the next look, ms. All right: 15 minutes, a tenth more or less, so that terminals do not come in step.
 * After `failures` in a row that may pass: anywhere between 2 s and 4 s, 8 s … 15 minutes. @param random 0..1
 */
export function nextLookMs(errors: readonly ShelfError[], failures: number, random: number): number {
  if (!errors.some((error) => passing.has(error))) return Math.round(usualMs * (0.9 + 0.2 * random));
  const ceilingMs = Math.min(shortestMs * 2 ** Math.min(Math.max(failures, 1), 16), usualMs);
  return Math.round(shortestMs + (ceilingMs - shortestMs) * random);
}
