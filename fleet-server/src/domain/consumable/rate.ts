// How fast a supply goes: the plain average between two levels that were read. Nothing is assumed about either end.
import type { ConsumableRate } from "@kiosk/contract";
import type { Unit } from "@kiosk/firmware-profiles";
import { dayMs, type Millis } from "../time.ts";

export interface LevelPoint {
  readonly at: Millis;
  readonly value: number | string;
  readonly unit: Unit;
}

/** Less than this says more about the day than about the use. */
const shortestMs = 3 * dayMs;
/** A smaller fall than this share of the first level may be the sensor's. */
const leastFall = 0.02;

/**
 * @param from the first level stored after `since`, undefined: none is
 * @param to the level as it is now, undefined: there is none
 */
export function rateBetween(
  method: "since-replacement" | "since-reading",
  from: LevelPoint | undefined,
  to: LevelPoint | undefined,
): ConsumableRate["rate"] {
  if (to === undefined || typeof to.value !== "number") return { known: false, reason: "no-level" };
  if (from === undefined || typeof from.value !== "number" || from.unit !== to.unit)
    return { known: false, reason: "no-reading" };
  const spanMs = to.at - from.at;
  if (spanMs < shortestMs) return { known: false, reason: "too-short" };
  const used = from.value - to.value;
  if (used <= 0 || used < from.value * leastFall) return { known: false, reason: "not-falling" };
  const perMs = used / spanMs;
  return {
    known: true,
    method,
    fromAt: from.at,
    fromValue: from.value,
    toAt: to.at,
    toValue: to.value,
    unit: to.unit,
    perDay: perMs * dayMs,
    emptyAt: Math.round(to.at + to.value / perMs),
  };
}
