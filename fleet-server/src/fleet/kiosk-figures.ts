// What one terminal adds to the numbers of the first screen.
import type { KioskHealth } from "@kiosk/contract";
import { percentOf } from "../domain/consumable/consumable.ts";
import { severityOf } from "../domain/fault-rule/fault-rule.ts";
import { kioskHealth, openFaults } from "../domain/kiosk/health.ts";
import type { Kiosk, Presence } from "../domain/kiosk/kiosk.ts";
import { type ContractSettings, thresholdAt } from "../domain/threshold/contract-settings.ts";
import { supplyLevel } from "../domain/threshold/threshold.ts";

export interface KioskFigures {
  readonly presence: Presence;
  readonly health: KioskHealth;
  readonly faults: number;
  readonly critical: number;
  readonly flapping: number;
  /** at or below the contract's threshold, and used up */
  readonly low: number;
  readonly out: number;
  readonly unknownLevels: number;
}

export function kioskFigures(kiosk: Kiosk, settings: ContractSettings): KioskFigures {
  const faults = openFaults(kiosk, settings.faultRules);
  let low = 0;
  let out = 0;
  let unknownLevels = 0;
  for (const consumable of kiosk.consumables.values()) {
    const deviceClass = kiosk.devices.get(consumable.deviceId)?.deviceClass ?? null;
    const threshold = thresholdAt(settings, kiosk.master.id, consumable.consumable, deviceClass);
    const level = supplyLevel(percentOf(consumable), threshold);
    if (level === null) unknownLevels += consumable.value === "unknown" ? 1 : 0;
    else if (level === "out") out += 1;
    else if (level !== "ok") low += 1;
  }
  return {
    presence: kiosk.status.presence,
    health: kioskHealth(kiosk, settings.faultRules),
    faults: faults.length,
    critical: faults.filter((fault) => severityOf(settings.faultRules, fault.code) === "critical").length,
    flapping: faults.filter((fault) => fault.flapping).length,
    low,
    out,
    unknownLevels,
  };
}

export function sameFigures(a: KioskFigures, b: KioskFigures): boolean {
  return (
    a.presence === b.presence &&
    a.health === b.health &&
    a.faults === b.faults &&
    a.critical === b.critical &&
    a.flapping === b.flapping &&
    a.low === b.low &&
    a.out === b.out &&
    a.unknownLevels === b.unknownLevels
  );
}
