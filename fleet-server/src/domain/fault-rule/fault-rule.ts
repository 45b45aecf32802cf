// What a contract has otherwise than the product about a fault code: whether it opens an order, how severe it is, how long
// it must hold. Applied to what comes from then on; orders that exist keep what they were opened with.
import type { FaultRuleVersion } from "@kiosk/contract";
import { type FaultCode, faultCodeInfo, type OrderClass, routeOfAction, type Severity } from "@kiosk/firmware-profiles";
import type { SettleOf } from "../fault/conditions.ts";
import { minuteMs, secondMs } from "../time.ts";
import { type OrderRule, ruleFor } from "../work-order/rules.ts";

/** null: as the product has it */
export type FaultRule = Pick<FaultRuleVersion, "opensOrder" | "severity" | "settleSeconds">;
export type FaultRules = ReadonlyMap<FaultCode, FaultRule>;

/** @param versions of one contract, oldest first */
export function currentFaultRules(versions: readonly FaultRuleVersion[]): FaultRules {
  const current = new Map<FaultCode, FaultRule>();
  for (const { code, opensOrder, severity, settleSeconds } of versions) {
    if (opensOrder === null && severity === null && settleSeconds === null) current.delete(code);
    else current.set(code, { opensOrder, severity, settleSeconds });
  }
  return current;
}

export function severityOf(rules: FaultRules, code: FaultCode): Severity {
  return rules.get(code)?.severity ?? faultCodeInfo(code).severity;
}

/** The class of an order for a code that the product opens none for: who would be sent decides. */
function classOf(code: FaultCode): OrderClass {
  return routeOfAction[faultCodeInfo(code).action] === "operations" ? "software" : "hardware_repair";
}

/** A code that only this contract opens orders for waits a minute, as what may be explained by another cause does. */
function ownRule(code: FaultCode): OrderRule {
  return {
    codes: [code],
    afterMs: minuteMs,
    class: classOf(code),
    why: { zh: "本合同设置为开单", en: "this contract has it open an order" },
  };
}

/** The product's rules as this contract has them. */
export function orderRulesUnder(rules: FaultRules, product: readonly OrderRule[]): readonly OrderRule[] {
  const own = [...rules].filter(([code, { opensOrder }]) => {
    const has = ruleFor(product, code) !== undefined;
    return opensOrder !== null && opensOrder !== has;
  });
  if (own.length === 0) return product;
  const codes = new Set(own.map(([code]) => code));
  const kept = product.map((rule) => ({ ...rule, codes: rule.codes.filter((code) => !codes.has(code)) }));
  return [...kept, ...own.filter(([, rule]) => rule.opensOrder === true).map(([code]) => ownRule(code))];
}

/** Settle times never shorter than the device's profile asks for. */
export function settleUnder(rules: FaultRules, product: SettleOf): SettleOf {
  if (rules.size === 0) return product;
  return (profileId, code) => {
    const times = product(profileId, code);
    const seconds = rules.get(code)?.settleSeconds ?? null;
    return seconds === null ? times : { ...times, raiseMs: Math.max(times.raiseMs, seconds * secondMs) };
  };
}
