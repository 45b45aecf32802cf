// When a supply counts as low. The product has one value; a contract may set its own for a kind, or for a kind in one
// class of devices. What tells no percentage has no level: unknown stays unknown.
import { type SupplyLevel, type ThresholdVersion, thresholdKey } from "@kiosk/contract";
import type { ConsumableKind, DeviceClass } from "@kiosk/firmware-profiles";

export interface Threshold {
  /** at or below: low */
  readonly lowPercent: number;
  /** at or below: critical; 0: none but what is used up */
  readonly criticalPercent: number;
}

/** What holds where nobody set anything (the profiles' own thresholds raise the faults). */
export const productThreshold: Threshold = { lowPercent: 10, criticalPercent: 0 };

/** By `thresholdKey`; what is set now. */
export type Thresholds = ReadonlyMap<string, Threshold>;

export interface FoundThreshold extends Threshold {
  readonly from: "product" | "kind" | "own";
}

/** The value for the class of devices, else the kind's, else the product's. */
export function thresholdFor(
  thresholds: Thresholds,
  consumable: ConsumableKind,
  deviceClass: DeviceClass | null,
): FoundThreshold {
  const own = thresholds.get(thresholdKey(consumable, deviceClass));
  if (own !== undefined) return { ...own, from: "own" };
  const kind = thresholds.get(consumable);
  return kind === undefined ? { ...productThreshold, from: "product" } : { ...kind, from: "kind" };
}

/** @param percent 0..100; null: cannot be told, and then neither can the level */
export function supplyLevel(percent: number | null, threshold: Threshold): SupplyLevel | null {
  if (percent === null) return null;
  if (percent <= 0) return "out";
  if (percent <= threshold.criticalPercent) return "critical";
  return percent <= threshold.lowPercent ? "low" : "ok";
}

/** @param versions of one contract, oldest first */
export function currentThresholds(versions: readonly ThresholdVersion[]): Thresholds {
  const current = new Map<string, Threshold>();
  for (const { key, lowPercent, criticalPercent } of versions) {
    if (lowPercent === null || criticalPercent === null) current.delete(key);
    else current.set(key, { lowPercent, criticalPercent });
  }
  return current;
}
