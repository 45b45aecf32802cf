// What contracts have set, as committed: every version, and what follows from the last of each.
import type { ContractId, FaultRuleVersion, ThresholdVersion } from "@kiosk/contract";
import { currentFaultRules } from "../domain/fault-rule/fault-rule.ts";
import { type ContractSettings, productSettings } from "../domain/threshold/contract-settings.ts";
import { currentThresholds } from "../domain/threshold/threshold.ts";
import type { FleetSnapshot } from "../tables.ts";
import type { Unit } from "./unit.ts";

/** Oldest first. */
export interface SettingVersions {
  readonly thresholds: readonly ThresholdVersion[];
  readonly faultRules: readonly FaultRuleVersion[];
}

const none: SettingVersions = { thresholds: [], faultRules: [] };

export function settingsFrom({ thresholds, faultRules }: SettingVersions): ContractSettings {
  return { thresholds: currentThresholds(thresholds), faultRules: currentFaultRules(faultRules), tighter: [] };
}

export class SettingState {
  readonly #versions = new Map<ContractId, SettingVersions>();
  readonly #settings = new Map<ContractId, ContractSettings>();

  versions(contractId: ContractId): SettingVersions {
    return this.#versions.get(contractId) ?? none;
  }

  settings(contractId: ContractId): ContractSettings {
    return this.#settings.get(contractId) ?? productSettings;
  }

  apply(unit: Unit): void {
    this.#add([...unit.rows("thresholdVersion")], [...unit.rows("faultRuleVersion")]);
  }

  load({ thresholdVersions, faultRuleVersions }: Pick<FleetSnapshot, "thresholdVersions" | "faultRuleVersions">): void {
    this.#add(thresholdVersions, faultRuleVersions);
  }

  #add(thresholds: readonly ThresholdVersion[], faultRules: readonly FaultRuleVersion[]): void {
    for (const id of new Set([...thresholds, ...faultRules].map((v) => v.contractId))) {
      const before = this.versions(id);
      const own = <V extends { contractId: ContractId }>(fresh: readonly V[]) =>
        fresh.filter((v) => v.contractId === id);
      const versions = {
        thresholds: [...before.thresholds, ...own(thresholds)],
        faultRules: [...before.faultRules, ...own(faultRules)],
      };
      this.#versions.set(id, versions);
      this.#settings.set(id, settingsFrom(versions));
    }
  }
}
