// 到场校准: several fixes of a phone that lies still become one position (ux.md 2.3).
import type { PositionFix } from "@kiosk/contract";
import { distanceM, type Position } from "../kiosk-import/crs.ts";

/** what the position of a terminal is called when it came this way */
export const onSiteMethod = "到场校准";
const leastFixes = 3;
/** Worse than this it tells no more than the address does. */
const worstAccuracyM = 50;
/** No phone is better, whatever it says. */
const bestAccuracyM = 3;

export interface MeasuredPosition extends Position {
  /** of the best fix, or how far the fixes lie apart where that is more: they are not independent of each other */
  readonly accuracyM: number;
  readonly fixes: number;
}

/**
 * The mean, each fix weighted by the square of its accuracy. undefined: fewer than three fixes of different instants, or
 * too poor to tell more than the address.
 */
export function measuredPosition(given: readonly PositionFix[]): MeasuredPosition | undefined {
  // the same reading handed out again is no second one
  const fixes = [...new Map(given.map((fix) => [fix.at, fix])).values()];
  if (fixes.length < leastFixes) return undefined;
  const weighted = fixes.map((fix) => ({ fix, weight: 1 / Math.max(fix.accuracyM, bestAccuracyM) ** 2 }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (fix: PositionFix) => number) =>
    weighted.reduce((sum, { fix, weight }) => sum + of(fix) * weight, 0) / total;
  const place = { lon: mean((fix) => fix.lon), lat: mean((fix) => fix.lat) };
  const spread = Math.sqrt(
    weighted.reduce((sum, { fix, weight }) => sum + distanceM(fix, place) ** 2 * weight, 0) / total,
  );
  const best = Math.max(Math.min(...fixes.map((fix) => fix.accuracyM)), bestAccuracyM);
  const accuracyM = Math.round(Math.max(best, spread));
  return accuracyM > worstAccuracyM ? undefined : { ...place, accuracyM, fixes: fixes.length };
}
