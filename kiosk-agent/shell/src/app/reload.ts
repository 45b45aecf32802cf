const waits = [2000, 5000, 15_000, 45_000, 300_000] as const;

/** ms before the pages are loaded again after the n-th fall in a row */
export function reloadAfterMs(falls: number): number {
  return waits[Math.min(Math.max(falls, 1), waits.length) - 1] ?? waits[4];
}
