const dayMs = 86_400_000;

/** Whole days until then, rounded down; negative where it is past. */
export function daysLeft(emptyAt: number, now: number): number {
  return Math.floor((emptyAt - now) / dayMs);
}

/** `12,500`, `3.4`, `0.05`: as many digits as say something. */
export function perDayText(perDay: number): string {
  if (perDay >= 10) return Math.round(perDay).toLocaleString("en-US");
  return String(Number(perDay.toPrecision(2)));
}
