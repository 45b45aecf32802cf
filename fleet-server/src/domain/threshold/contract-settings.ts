// What a contract has set otherwise than the product, as values that views and ingest are given.
import type { FaultRules } from "../fault-rule/fault-rule.ts";
import type { Thresholds } from "./threshold.ts";

export interface ContractSettings {
  readonly thresholds: Thresholds;
  readonly faultRules: FaultRules;
}

/** Nothing set: all as the product has it. */
export const productSettings: ContractSettings = { thresholds: new Map(), faultRules: new Map() };
