// What people set for a contract: thresholds of supplies and rules of faults. Every change is a new version, made on the
// version its author saw; nothing is overwritten and no order that exists is touched.
import {
  type ContractId,
  type FaultRuleChange,
  type FaultRulePreview,
  type FaultRuleRow,
  type FaultRuleSettings,
  type FaultRuleTrial,
  type FaultRuleVersion,
  type ThresholdChange,
  type ThresholdRow,
  type ThresholdSettings,
  type ThresholdVersion,
  thresholdKey,
} from "@kiosk/contract";
import {
  type ConsumableKind,
  consumableKinds,
  type DeviceClass,
  deviceClasses,
  type FaultCode,
  faultCodeInfo,
  faultCodes,
  isFaultCode,
  routeOfAction,
} from "@kiosk/firmware-profiles";
import type { Caller } from "../domain/account/caller.ts";
import { percentOf } from "../domain/consumable/consumable.ts";
import { orderRulesUnder, severityOf } from "../domain/fault-rule/fault-rule.ts";
import { previewRule } from "../domain/fault-rule/preview.ts";
import { frozen } from "../domain/guarantee/book.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { productThreshold, supplyLevel, thresholdFor } from "../domain/threshold/threshold.ts";
import { dayMs, secondMs } from "../domain/time.ts";
import { ruleFor } from "../domain/work-order/rules.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { planKiosk } from "../ingest/plan-clocks.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock, HistoryStore } from "../ports.ts";

/** How far a preview looks back, and at how many faults at most. */
const previewDays = 30;
const previewLimit = 20_000;

export interface SettingsApi {
  thresholds(by: Caller, id: ContractId): Answer<ThresholdSettings>;
  changeThreshold(by: Caller, id: ContractId, change: ThresholdChange): Promise<Answer<ThresholdSettings>>;
  faultRules(by: Caller, id: ContractId): Answer<FaultRuleSettings>;
  changeFaultRule(by: Caller, id: ContractId, change: FaultRuleChange): Promise<Answer<FaultRuleSettings>>;
  previewFaultRule(by: Caller, id: ContractId, trial: FaultRuleTrial): Promise<Answer<FaultRulePreview>>;
}

/** Shortest and longest raise time of a code among the device profiles. */
export type SettleRangeOf = (code: FaultCode) => { readonly minMs: number; readonly maxMs: number };

interface Parts {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly rules: IngestRules;
  readonly settleRange: SettleRangeOf;
}

export class SettingsDesk implements SettingsApi {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  thresholds(_by: Caller, id: ContractId): Answer<ThresholdSettings> {
    const { state, clock } = this.#o;
    if (state.contract(id) === undefined) return missing(id);
    const versions = state.settingVersions(id).thresholds;
    const last = new Map(versions.map((version) => [version.key, version]));
    const subjects = [...kinds, ...classKeys.filter(({ key }) => last.has(key))];
    const rows = subjects.map((subject) => this.#thresholdRow(id, subject, last.get(subject.key) ?? null));
    for (const kiosk of this.#kiosksOf(id)) countSupplies(kiosk, rows);
    const history = versions.toSorted((a, b) => b.at - a.at || b.version - a.version);
    return { ok: true, value: { at: clock.now(), contractId: id, product: productThreshold, rows, history } };
  }

  #thresholdRow(id: ContractId, subject: Subject, current: ThresholdVersion | null): ThresholdRow {
    const { consumable, deviceClass } = subject;
    const found = thresholdFor(this.#o.state.settings(id).thresholds, consumable, deviceClass);
    const { lowPercent, criticalPercent } = found;
    // what is set for the kind as a whole is the row's own where the row is the kind
    const from = found.from === "kind" && deviceClass === null ? "own" : found.from;
    const supplies = { ok: 0, low: 0, critical: 0, out: 0, unknown: 0 };
    return { ...subject, lowPercent, criticalPercent, from, current, supplies };
  }

  async changeThreshold(by: Caller, id: ContractId, change: ThresholdChange): Promise<Answer<ThresholdSettings>> {
    const { consumable, deviceClass, seenVersion, ...values } = change;
    const key = thresholdKey(consumable, deviceClass);
    const answer = await this.#o.commit.run((unit): Answer<null> => {
      if (unit.contract(id) === undefined) return missing(id);
      const freeze = this.#o.state.guarantees.freeze(id, null);
      if (freeze !== undefined) return frozen(freeze);
      const before = unit.settingVersions(id).thresholds.findLast((version) => version.key === key);
      const version = before?.version ?? 0;
      if (version !== seenVersion) return stale(version);
      const at = this.#o.clock.now();
      const after: ThresholdVersion = { contractId: id, key, ...values, version: version + 1, by: by.name, at };
      unit.put("thresholdVersion", after);
      unit.touchedTerms = true;
      // levels are told by the thresholds: whoever looks at these terminals is to look again
      for (const kiosk of this.#kiosksOf(id)) if (kiosk.consumables.size > 0) unit.touchedKiosks.add(kiosk.master.id);
      const target = `threshold:${key}`;
      audit(unit, by, { action: "setting.change", target, contractId: id, before: before ?? null, after }, at);
      return { ok: true, value: null };
    });
    return answer.ok ? this.thresholds(by, id) : answer;
  }

  faultRules(_by: Caller, id: ContractId): Answer<FaultRuleSettings> {
    const { state, clock } = this.#o;
    if (state.contract(id) === undefined) return missing(id);
    const versions = state.settingVersions(id).faultRules;
    const last = new Map(versions.map((version) => [version.code, version]));
    const rows = allCodes.map((code) => this.#ruleRow(id, code, last.get(code) ?? null));
    const history = versions.toSorted((a, b) => b.at - a.at || b.version - a.version);
    return { ok: true, value: { at: clock.now(), contractId: id, rows, history } };
  }

  #ruleRow(id: ContractId, code: FaultCode, current: FaultRuleVersion | null): FaultRuleRow {
    const { state, rules, settleRange } = this.#o;
    const { zh, en, severity, action } = faultCodeInfo(code);
    const own = state.settings(id).faultRules;
    const product = ruleFor(rules.orderRules, code);
    const applied = ruleFor(orderRulesUnder(own, rules.orderRules), code);
    const settle = settleRange(code);
    return {
      code,
      zh,
      en,
      route: routeOfAction[action],
      product: {
        severity,
        opensOrder: product !== undefined,
        orderClass: product?.class ?? null,
        afterSeconds: product === undefined ? null : product.afterMs / secondMs,
        settleSeconds: { min: settle.minMs / secondMs, max: settle.maxMs / secondMs },
        whyZh: product?.why.zh ?? "仅显示，不自动开单",
        whyEn: product?.why.en ?? "shown only; opens no order by itself",
      },
      opensOrder: applied !== undefined,
      orderClass: applied?.class ?? null,
      severity: severityOf(own, code),
      current,
    };
  }

  async changeFaultRule(by: Caller, id: ContractId, change: FaultRuleChange): Promise<Answer<FaultRuleSettings>> {
    const { seenVersion, ...values } = change;
    const { rules, clock } = this.#o;
    const answer = await this.#o.commit.run((unit): Answer<null> => {
      if (unit.contract(id) === undefined) return missing(id);
      const freeze = this.#o.state.guarantees.freeze(id, null);
      if (freeze !== undefined) return frozen(freeze);
      const before = unit.settingVersions(id).faultRules.findLast((version) => version.code === change.code);
      const version = before?.version ?? 0;
      if (version !== seenVersion) return stale(version);
      const at = clock.now();
      const after: FaultRuleVersion = { contractId: id, ...values, version: version + 1, by: by.name, at };
      unit.put("faultRuleVersion", after);
      unit.touchedTerms = true;
      for (const { master, faults } of this.#kiosksOf(id)) {
        if (faults.size === 0) continue;
        // a fault that opens an order now, or none any more, has another next instant
        planKiosk(unit, rules, master.id, at);
        unit.touchedKiosks.add(master.id);
      }
      const target = `fault-rule:${change.code}`;
      audit(unit, by, { action: "setting.change", target, contractId: id, before: before ?? null, after }, at);
      return { ok: true, value: null };
    });
    return answer.ok ? this.faultRules(by, id) : answer;
  }

  async previewFaultRule(_by: Caller, id: ContractId, trial: FaultRuleTrial): Promise<Answer<FaultRulePreview>> {
    const { state, history, clock, rules } = this.#o;
    if (state.contract(id) === undefined) return missing(id);
    const at = clock.now();
    const since = at - previewDays * dayMs;
    const found = await history.pastFaults({ contractId: id, code: trial.code, since, limit: previewLimit + 1 });
    const faults = found.slice(0, previewLimit);
    const counts = previewRule(faults, trial, state.settings(id).faultRules, rules.orderRules, at);
    return { ok: true, value: { at, days: previewDays, ...counts, complete: found.length <= previewLimit } };
  }

  #kiosksOf(id: ContractId): Kiosk[] {
    return [...this.#o.state.kiosks].filter((kiosk) => kiosk.master.contractId === id);
  }
}

interface Subject {
  readonly key: string;
  readonly consumable: ConsumableKind;
  readonly deviceClass: DeviceClass | null;
}

function subject(consumable: ConsumableKind, deviceClass: DeviceClass | null): Subject {
  return { key: thresholdKey(consumable, deviceClass), consumable, deviceClass };
}

const allCodes = Object.keys(faultCodes).filter(isFaultCode);
const kinds = consumableKinds.map((consumable) => subject(consumable, null));
const classKeys = consumableKinds.flatMap((consumable) => deviceClasses.map((c) => subject(consumable, c)));

/** Each supply is counted in one row: its class's where there is one, else its kind's. */
function countSupplies(kiosk: Kiosk, rows: readonly ThresholdRow[]): void {
  for (const supply of kiosk.consumables.values()) {
    const deviceClass = kiosk.devices.get(supply.deviceId)?.deviceClass ?? null;
    const own = rows.find((r) => r.consumable === supply.consumable && r.deviceClass === deviceClass);
    const row = own ?? rows.find((r) => r.consumable === supply.consumable && r.deviceClass === null);
    if (row !== undefined) row.supplies[supplyLevel(percentOf(supply), row) ?? "unknown"] += 1;
  }
}

function missing(what: string): { ok: false; code: "resource.not-found"; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}

function stale(version: number): { ok: false; code: "setting.stale"; detail: string } {
  return { ok: false, code: "setting.stale", detail: `version ${version}` };
}
