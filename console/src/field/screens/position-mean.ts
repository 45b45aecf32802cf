// 到场校准: what several fixes together say. A phone's fix scatters by its accuracy; the better ones count for more.
import type { PositionFix } from "@kiosk/contract";

export const leastFixes = 3;

/** Weighted by 1/accuracy²; `spreadM` is the farthest fix from the mean. Undefined for no fix. */
export function meanPosition(
  fixes: readonly PositionFix[],
): { readonly lon: number; readonly lat: number; readonly spreadM: number } | undefined {
  if (fixes.length === 0) return undefined;
  const weights = fixes.map(({ accuracyM }) => 1 / Math.max(accuracyM, 1) ** 2);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (of: (fix: PositionFix) => number) =>
    fixes.reduce((sum, fix, i) => sum + of(fix) * (weights[i] ?? 0), 0) / total;
  const centre = { lon: mean(({ lon }) => lon), lat: mean(({ lat }) => lat) };
  return { ...centre, spreadM: Math.max(...fixes.map((fix) => metresBetween(fix, centre))) };
}

interface Point {
  readonly lon: number;
  readonly lat: number;
}

const earthM = 6_371_008;
const rad = Math.PI / 180;

/** Great circle, metres. */
export function metresBetween(a: Point, b: Point): number {
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * earthM * Math.asin(Math.min(1, Math.sqrt(h)));
}
