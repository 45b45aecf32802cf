// What a contract has set otherwise than the product, as values that views and ingest are given.
import type { KioskId } from "@kiosk/contract";
import type { ConsumableKind, DeviceClass } from "@kiosk/firmware-profiles";
import type { FaultRules } from "../fault-rule/fault-rule.ts";
import { type FoundThreshold, type Thresholds, thresholdFor } from "./threshold.ts";

/** While a 重大保障 runs, supplies of its terminals are low sooner. Null: all terminals. */
export interface TighterThreshold {
  readonly kioskIds: ReadonlySet<KioskId> | null;
  readonly lowPercent: number;
}

export interface ContractSettings {
  readonly thresholds: Thresholds;
  readonly faultRules: FaultRules;
  readonly tighter: readonly TighterThreshold[];
}

/** Nothing set: all as the product has it. */
export const productSettings: ContractSettings = { thresholds: new Map(), faultRules: new Map(), tighter: [] };

/** The threshold that holds for a supply of one terminal. */
export function thresholdAt(
  { thresholds, tighter }: Pick<ContractSettings, "thresholds" | "tighter">,
  kioskId: KioskId,
  consumable: ConsumableKind,
  deviceClass: DeviceClass | null,
): FoundThreshold {
  const found = thresholdFor(thresholds, consumable, deviceClass);
  const own = tighter.filter(({ kioskIds }) => kioskIds === null || kioskIds.has(kioskId));
  return { ...found, lowPercent: Math.max(found.lowPercent, ...own.map((one) => one.lowPercent)) };
}
