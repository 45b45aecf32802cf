// What a rule would have made of faults that were: counted, never carried out.
import type { FaultRulePreview, FaultRuleTrial } from "@kiosk/contract";
import { type Millis, secondMs } from "../time.ts";
import { type OrderRule, ruleFor } from "../work-order/rules.ts";
import { type FaultRules, orderRulesUnder, severityOf } from "./fault-rule.ts";

/** One fault that was raised. */
export interface PastFault {
  readonly firstAt: Millis;
  readonly clearedAt: Millis | null;
  /** an order was opened for it, or it was told to one */
  readonly ordered: boolean;
}

/** How long it was there; of one that is still there, so far. */
function heldMs(fault: PastFault, at: Millis): number {
  return (fault.clearedAt ?? at) - fault.firstAt;
}

/** The counts of a preview. Whether an order would be there follows from its rule and from how long the fault held. */
export function previewRule(
  faults: readonly PastFault[],
  trial: FaultRuleTrial,
  now: FaultRules,
  product: readonly OrderRule[],
  at: Millis,
): Omit<FaultRulePreview, "at" | "days" | "complete"> {
  const then = new Map(now).set(trial.code, trial);
  const rule = ruleFor(orderRulesUnder(then, product), trial.code);
  const settleMs = (trial.settleSeconds ?? 0) * secondMs;
  const counts = { faults: faults.length, orders: 0, wouldNotRaise: 0, wouldNotOpen: 0, wouldOpen: 0 };
  for (const fault of faults) {
    const held = heldMs(fault, at);
    const raised = held >= settleMs;
    const opens = raised && rule !== undefined && held >= settleMs + rule.afterMs;
    if (fault.ordered) counts.orders += 1;
    if (!raised) counts.wouldNotRaise += 1;
    // an order that a person opened for a fault is not for a rule to take away
    if (fault.ordered && (rule === undefined || !raised)) counts.wouldNotOpen += 1;
    if (!fault.ordered && opens) counts.wouldOpen += 1;
  }
  return { ...counts, severityBefore: severityOf(now, trial.code), severityAfter: severityOf(then, trial.code) };
}
